"""Fills a Word template (.docx) that a province edits itself, with docxtpl: bytes and values in, bytes out.

A template comes from people, and so do the values: jinja runs in a sandbox, every value is escaped, and what
is wrong in a template becomes a Dutch message with the name in it.
"""

import difflib
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from lxml import etree

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.writing.maand_tekst import clean_text

# A template is a document of some pages; more than this is no template but a trap.
MAX_BYTES = 100 * 2**20

Waarden = Mapping[str, Any]


def fill_template(template: bytes, waarden: Waarden, *, bestand: str, titel: str, dag: date) -> bytes:
    """Return the document that a template makes with these values.

    Args:
        template: The .docx with placeholders: `{{ provincie }}`, `{%tr for rij in projecten %}`.
        waarden: Value per name: text, a whole number, a truth value, or a list of such mappings.
        bestand: Name of the template, for messages.
        titel: Title in the properties of the document.
        dag: Date in its properties; the same values and template give the same bytes.

    Raises:
        UsageError: XA-M008: docxtpl is not installed.
        InputError: XA-G141 no .docx; XA-G142 an unknown name; XA-G143 a
            broken code; XA-G144 a code that is not allowed; XA-G145 the result is no valid document.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        document = _opened(template, bestand)
        _rendered(document, _clean(waarden), bestand)
    properties = document.docx.core_properties
    moment = datetime(dag.year, dag.month, dag.day)  # noqa: DTZ001
    properties.title, properties.created, properties.modified = clean_text(titel), moment, moment
    target = io.BytesIO()
    document.save(target)
    return with_fixed_times(target.getvalue())


def _opened(template: bytes, bestand: str) -> Any:
    """A template as docxtpl reads it."""
    try:
        from docxtpl import DocxTemplate  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("XA-M008", extra="word", formaat="docx") from error

    class Template(DocxTemplate):  # type: ignore[misc]
        """Refuses a result that is no XML, which docxtpl would mend by dropping what it can't place."""

        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
            made: str = super().render_xml_part(src_xml, part, context, jinja_env)
            _strict(made, bestand)
            return made

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:
            """Leave the properties alone: codes in them would be escaped for XML twice."""

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if sum(member.file_size for member in package.infolist()) > MAX_BYTES:
                raise InputError("XA-G141", bestand=bestand)
        made = Template(io.BytesIO(template))
        made.get_docx()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise InputError("XA-G141", bestand=bestand) from error
    return made


def _rendered(document: Any, waarden: Waarden, bestand: str) -> None:
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415
    from jinja2.exceptions import SecurityError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415
    from markupsafe import escape  # noqa: PLC0415

    # Every value is escaped on its way out: `|safe` or `{% autoescape false %}` changes nothing.
    env = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=lambda value: escape(str(value))
    )
    try:
        document.render(waarden, env, autoescape=True)
    except UndefinedError as error:
        raise _unknown(str(error), waarden, bestand) from error
    except SecurityError as error:
        raise InputError("XA-G144", bestand=bestand, naam=_quoted(str(error), at=0)) from error
    except TemplateSyntaxError as error:
        raise InputError("XA-G143", bestand=bestand, wat=_in_dutch(str(error)), bij=_near(error)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        # A template may add a text to a number, divide by zero, call itself: that is its mistake, not ours.
        raise InputError("XA-G143", bestand=bestand, wat=f"({error})", bij=_near(error)) from error


def _unknown(reason: str, waarden: Waarden, bestand: str) -> InputError:
    naam = _quoted(reason)
    near = difflib.get_close_matches(naam, sorted(names(waarden)), n=1, cutoff=0.6)
    voorstel = f' Bedoelt u "{near[0]}"?' if near else ""
    return InputError("XA-G142", bestand=bestand, naam=naam, voorstel=voorstel)


def names(waarden: Waarden) -> frozenset[str]:
    """Every name that a template may use: of a value, and of a column of a list."""
    return frozenset(_names(waarden))


def _names(waarden: Waarden) -> Iterator[str]:
    for naam, value in waarden.items():
        yield naam
        for row in value if isinstance(value, tuple) else ():
            yield from _names(row)


def _quoted(reason: str, *, at: int = -1) -> str:
    """A name between quotes in a message of jinja: `'dict object' has no attribute 'naam'`."""
    found = re.findall(r"'([^']*)'", reason)
    return str(found[at]) if found else reason


def _in_dutch(reason: str) -> str:
    if "Unexpected end of template" in reason:
        return "Een lus of voorwaarde heeft geen einde (endfor of endif)."
    if "unknown tag" in reason:
        return f'De opdracht "{_quoted(reason, at=0)}" bestaat niet, of hoort hier niet.'
    if "No filter" in reason:
        return f'De bewerking "{_quoted(reason)}" (na de streep) bestaat niet.'
    return "De accolades of de woorden ertussen kloppen niet."


def _near(error: Exception) -> str:
    """The text of the template around a mistake, as far as docxtpl knows it."""
    lines = (" ".join(line.split()) for line in getattr(error, "docx_context", ()))
    tagged = [line for line in lines if "{" in line or "}" in line]
    text = " / ".join(tagged)[:200]
    return f' Dicht bij: "{text}".' if text else ""


def _strict(xml: str, bestand: str) -> None:
    try:
        etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError as error:
        line = xml.splitlines()[max(0, (error.lineno or 1) - 1)] if xml else ""
        place = max(0, (error.offset or 0) - 400)
        text = " ".join(re.sub(r"<[^>]*>?|^[^<>]*>", " ", line[place : place + 600]).split())
        raise InputError("XA-G145", bestand=bestand, bij=text[:120]) from error


def _clean(value: Any) -> Any:
    """The values with every text as Word can hold it: no control characters; line breaks stay."""
    match value:
        case str():
            return clean_text(value)
        case Mapping():
            return {key: _clean(part) for key, part in value.items()}
        case tuple() | list():
            return tuple(_clean(part) for part in value)
        case _:
            return value


def with_fixed_times(data: bytes) -> bytes:
    """The same package with one time on every member, so that equal documents are equal bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, source.read(member))
    return target.getvalue()
