"""What an author writes about film and sound: captions beside it, chapters, transcript, a poster."""

from io import BytesIO
from typing import Any, ClassVar

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtailmedia.forms import BaseMediaForm

from media.videos.captioning import chapters, subrip, webvtt
from media.videos.captioning.findings import Finding, errors_in
from media.videos.captioning.transcript import transcript_of
from media.videos.making import sentences

POSTER = (640, 640)
MOST_PIXELS = 40_000_000
MOST_POSTER_BYTES = 10 * 1024 * 1024
LANGUAGES = [
    ("vi", "Tiếng Việt"),
    ("hmn", "Tiếng Mông"),
    ("tyz", "Tiếng Tày"),
    ("nut", "Tiếng Nùng"),
    ("ium", "Tiếng Dao"),
    ("en", "English"),
]


class SendRecordingForm(forms.Form):
    """A file sent whole, where a browser has no script to send it piece by piece."""

    file = forms.FileField(
        label=_("Film or sound"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "video/*,audio/*"}),
    )


class RecordingForm(BaseMediaForm):  # type: ignore[misc]
    """All of a recording but its file. Findings about captions are told line by line; errors stop it."""

    captions_file = forms.FileField(
        label=_("Captions from a file"),
        required=False,
        help_text=_("SRT or WebVTT; what it says takes the place of the captions here."),
    )

    data: Any

    class Meta(BaseMediaForm.Meta):  # type: ignore[misc]
        widgets: ClassVar[dict[str, Any]] = {
            **BaseMediaForm.Meta.widgets,
            "thumbnail": forms.FileInput(attrs={"accept": "image/*"}),
            "captions": forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
            "transcript": forms.Textarea(attrs={"rows": 8}),
            "chapters": forms.Textarea(attrs={"rows": 5}),
            "description": forms.Textarea(attrs={"rows": 2}),
            "language": forms.Select(choices=LANGUAGES),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[tuple[int, str]] = []

    def clean_captions_file(self) -> str:
        """Its captions as WebVTT, nothing where none was sent."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get("captions_file")
        if not sent:
            return ""
        if (sent.size or 0) > subrip.MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than captions of one hour can be."))
        try:
            text = subrip.text_in(sent.read())
        except subrip.NotText:
            raise forms.ValidationError(
                _("This file holds no text. Please choose an SRT or VTT file.")
            ) from None
        if text.lstrip().startswith(webvtt.HEADING):
            return webvtt.completed(text.lstrip())
        cues = subrip.cues_in(text)
        if not cues:
            raise forms.ValidationError(_("There are no captions in this file."))
        return webvtt.written(cues)

    def clean_thumbnail(self) -> Any:
        """A poster small enough for a phone, whatever was sent."""
        sent = self.cleaned_data.get("thumbnail")
        if not isinstance(sent, UploadedFile):
            return sent
        if (sent.size or 0) > MOST_POSTER_BYTES:
            raise forms.ValidationError(_("This picture is larger than 10 MB."))
        try:
            with Image.open(sent) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise forms.ValidationError(_("This picture has too many pixels."))
                small = ImageOps.exif_transpose(picture).convert("RGB")
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            raise forms.ValidationError(_("This is no picture; please choose a JPEG or PNG.")) from None
        small.thumbnail(POSTER)
        written = BytesIO()
        small.save(written, "JPEG", quality=70, optimize=True, progressive=True)
        return ContentFile(written.getvalue(), name=f"{self.instance.public_id}.jpg")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        duration = self.instance.duration or None
        text = cleaned.get("captions_file") or self._typed(cleaned.get("captions") or "")
        if text.strip():
            self._tell("captions", webvtt.read(text, duration).findings)
        cleaned["captions"] = webvtt.completed(text)
        if text != (self.data.get(self.add_prefix("captions")) or ""):
            self.data = self.data.copy()
            self.data[self.add_prefix("captions")] = text
        self._tell("chapters", chapters.findings_about(cleaned.get("chapters") or "", duration or 0.0))
        return cleaned

    @property
    def errors_by_field(self) -> list[str]:
        """Each with the name of its field: a line 3 of the captions is not one of the chapters."""
        return [
            f"{self.fields[name].label}: {error}" if name in self.fields else error
            for name, errors in self.errors.items()
            for error in errors
        ]

    def fill_transcript(self) -> None:
        """What the captions say, as a text to read; the author can go over it afterwards."""
        self.instance.transcript = transcript_of(webvtt.read(self.cleaned_data["captions"]).cues)

    def _typed(self, text: str) -> str:
        """Pasted from an SRT file, it is made WebVTT; all else stays as it was typed."""
        if not subrip.looks_like_subrip(text):
            return text
        cues = subrip.cues_in(text)
        return webvtt.written(cues) if cues else text

    def _tell(self, name: str, found: Any) -> None:
        findings: list[Finding] = list(found)
        for one in errors_in(findings):
            self.add_error(name, sentences.about(one))
        self.remarks += [(one.line, sentences.about(one)) for one in findings if not one.is_error]
