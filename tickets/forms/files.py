"""A field that takes files, judged by `helpdesk.files`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpdesk.files import ACCEPT, HEAD, MEGABYTE, File, Offered, faults, kind_of, limits
from tickets.errors import FilesRefused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

AGAIN = _("Choose the files again: a browser does not keep them when a page comes back.")


def chosen(uploads: Sequence[UploadedFile[Any]]) -> list[File]:
    """What was sent, read once it is known to be allowed. Raises `FilesRefused`."""
    found = faults((_offered(upload) for upload in uploads), limits())
    if found:
        raise FilesRefused(found)
    return [_read(upload) for upload in uploads]


def _offered(upload: UploadedFile[Any]) -> Offered:
    head = upload.read(HEAD)
    upload.seek(0)
    return Offered(upload.name or "", upload.size or 0, head)


def _read(upload: UploadedFile[Any]) -> File:
    name = upload.name or ""
    kind = kind_of(name)
    assert kind is not None
    return File(name, kind.content_type, upload.read())


class FilesInput(forms.FileInput):
    """Several at once. What a browser should know of the rule stands in its attributes."""

    allow_multiple_selected = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        allowed = limits()
        told = {
            "accept": ACCEPT,
            "data-each": allowed.each,
            "data-together": allowed.together,
            "data-most": allowed.most,
        }
        return super().get_context(name, value, told | (attrs or {}))


class FilesField(forms.FileField):
    """Cleans to a list of `File`; every file that is not taken is named with its reason."""

    widget = FilesInput

    @property
    def most(self) -> int:
        """How many may be sent at once."""
        return limits().most

    @property
    def together_mb(self) -> int:
        """How large they may be together."""
        return limits().together // MEGABYTE

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        try:
            return chosen(data or [])
        except FilesRefused as refused:
            raise ValidationError([fault.message for fault in refused.faults]) from None


class WithFiles(forms.Form):
    """A form to which files may be added. Whatever is wrong with it, they must be chosen again."""

    files_help = _("At most %(count)s files, %(each)s MB each and %(together)s MB together.")
    files_label = _("Files")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = limits()
        told = {"count": allowed.most, "each": allowed.each // MEGABYTE}
        told["together"] = allowed.together // MEGABYTE
        self.fields["files"] = FilesField(
            label=self.files_label, required=False, help_text=str(self.files_help) % told
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            self.ask_for_files_again()
        return cleaned

    def refuse_files(self, refused: FilesRefused) -> None:
        """What an action said of them."""
        self.add_error("files", ValidationError([fault.message for fault in refused.faults]))

    def ask_for_files_again(self) -> None:
        if self.files and self.files.getlist("files"):
            self.add_error("files", str(AGAIN))
