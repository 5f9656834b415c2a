"""What the background worker does with certificates: it prints a large batch."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from courses.certificates.models import Certificate, CertificateBatch, private_storage
from courses.certificates.printing import certificates_pdf
from courses.certificates.queries import to_print


@task(backend="background")
def print_batch(public_id: str) -> None:
    """Keep the print of what still holds of a batch; it goes again after some weeks."""
    batch = CertificateBatch.objects.get(public_id=UUID(public_id))
    printed = to_print(batch)
    _keep(batch, printed, certificates_pdf(printed) if printed else b"")


@transaction.atomic
def _keep(batch: CertificateBatch, printed: list[Certificate], content: bytes) -> None:
    """Who was revoked or erased while it was printed is in no print: then it is made anew."""
    batch = CertificateBatch.objects.select_for_update().get(pk=batch.pk)
    if to_print(batch) != printed:
        transaction.on_commit(lambda: print_batch.enqueue(str(batch.public_id)))
        return
    batch.printing, batch.printing_since = CertificateBatch.Printing.FAILED, timezone.now()
    if content:
        name = f"certificates/{batch.public_id}.pdf"
        batch.file = private_storage().save(name, ContentFile(content))
        batch.printing = CertificateBatch.Printing.READY
    batch.save(update_fields=["file", "printing", "printing_since"])
