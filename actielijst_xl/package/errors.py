"""What stops an edit to a package."""

from actielijst_xl.errors import ActielijstError


class PatchError(ActielijstError):
    """The package can't be edited as asked; nothing was changed."""
