"""The kinds of organisations and types of cells that an installation begins with, to be replaced at will."""

from django.db import transaction

from organisations.tree.models import CellType, OrganisationKind

KINDS = (
    ("dang_bo_tinh", "Đảng bộ tỉnh"),
    ("dang_bo_cap_tren_truc_tiep", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"),
    ("dang_bo_xa_phuong", "Đảng bộ xã, phường, đặc khu"),
    ("dang_bo_co_so", "Đảng bộ cơ sở"),
    ("dang_bo_bo_phan", "Đảng bộ bộ phận"),
    ("chi_bo", "Chi bộ"),
)
CELL = "chi_bo"
CELL_TYPES = (
    ("thon", "Thôn, bản"),
    ("to_dan_pho", "Tổ dân phố"),
    ("co_quan", "Cơ quan"),
    ("truong_hoc", "Trường học"),
    ("y_te", "Y tế"),
    ("cong_an", "Công an"),
    ("quan_su", "Quân sự"),
    ("doanh_nghiep", "Doanh nghiệp, hợp tác xã"),
)


@transaction.atomic
def prepare_vocabulary() -> None:
    """Enter kinds and types where there are none at all; what stands is left as it is."""
    if not OrganisationKind.objects.exists():
        OrganisationKind.objects.bulk_create(
            OrganisationKind(code=code, name=name, rank=rank, is_cell=code == CELL)
            for rank, (code, name) in enumerate(KINDS, start=1)
        )
    if not CellType.objects.exists():
        CellType.objects.bulk_create(CellType(code=code, name=name) for code, name in CELL_TYPES)
