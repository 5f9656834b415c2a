"""What is read of a SCORM package, and what is refused with which sentence."""

import io
import stat
import string
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.findings import Severity
from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.inspection import inspect_package
from media.scorm.core.launching import Files, launch_of, resolved
from media.scorm.core.package import ScormPackage, Version
from media.scorm.core.sentences import SENTENCES
from tests.media.h5p.makers import zipped, zipped_entries
from tests.media.scorm.makers import COURSE, TWO, codes, inspected, manifest, package_files


def read(files: dict[str, bytes]) -> ScormPackage:
    inspection = inspected(files)
    assert inspection.package is not None, [finding.sentence() for finding in inspection.findings]
    return inspection.package


# --- Sound packages --------------------------------------------------------------------------------


def test_a_package_of_one_part() -> None:
    package = read(package_files())
    assert package.version is Version.SCORM_12
    assert package.title == "Sinh hoạt chi bộ"
    assert [part.title for part in package.parts] == ["Chuẩn bị kỳ họp"]
    assert package.parts[0].launch.address == "chuan-bi/course.html"
    assert "shared/run.js" in package.files
    assert package.weight > 1000


@pytest.mark.parametrize(
    ("said", "edition"),
    [
        ("CAM 1.3", "2nd Edition"),
        ("2004 3rd Edition", "3rd Edition"),
        ("2004 4th Edition", "4th Edition"),
    ],
)
def test_editions_of_2004_are_told(said: str, edition: str) -> None:
    inspection = inspected(package_files("2004", xml=manifest("2004", said=said)))
    assert inspection.package is not None
    assert (inspection.package.version, inspection.package.edition) == (Version.SCORM_2004, edition)
    assert Code.EDITION in codes(inspection, Severity.NOTE)


def test_two_parts_keep_their_order_and_what_each_is_told() -> None:
    told = {
        1: "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>che-do=1</adlcp:datafromlms>"
        "<adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>",
        2: '<adlcp:prerequisites type="aicc_script">muc-1</adlcp:prerequisites>',
    }
    attributes = {1: 'parameters="?trang=2&amp;che=1"', 2: 'isvisible="false"'}
    package = read(package_files(parts=TWO, xml=manifest(parts=TWO, inside=told, attributes=attributes)))
    first, second = package.parts
    assert first.launch.address == "chuan-bi/course.html?trang=2&che=1"
    assert (first.mastery, first.launch_data) == (80, "che-do=1")
    assert (first.most_time, first.when_time_is_up) == ("00:30:00", "exit,message")
    assert (second.after, second.is_listed, first.is_listed) == (("muc-1",), False, True)


def test_a_measure_of_2004_is_read() -> None:
    said = (
        '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/><imsss:objectives>'
        '<imsss:primaryObjective objectiveID="chinh" satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective>"
        "</imsss:objectives></imsss:sequencing>"
        '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.75"/>'
    )
    package = read(package_files("2004", xml=manifest("2004", inside={1: said})))
    assert (package.parts[0].mastery, package.parts[0].completion_threshold) == (0.8, 0.75)


def test_a_base_and_a_query_lead_to_the_file() -> None:
    parts = (("Bài", "course.html?trang=1#dau"),)
    xml = manifest(parts=parts, base=' xml:base="noi-dung/bai%201/"')
    files = {**package_files(parts=parts, xml=xml), "noi-dung/bai 1/course.html": COURSE}
    assert read(files).parts[0].launch.address == "noi-dung/bai%201/course.html?trang=1#dau"


def test_a_manifest_in_a_folder_is_found_there() -> None:
    files = {f"Goi cua toi/{name}": content for name, content in package_files().items()}
    files["__MACOSX/Goi cua toi/._imsmanifest.xml"] = b"x"
    files["Goi cua toi/.DS_Store"] = b"x"
    inspection = inspected(files)
    assert inspection.package is not None
    assert inspection.package.root == "Goi cua toi/"
    assert ".DS_Store" not in inspection.package.files
    assert Code.MANIFEST_IN_FOLDER in codes(inspection, Severity.NOTE)


def test_names_that_begin_with_an_underscore_are_content() -> None:
    assert "_anh/.nen.png" in read({**package_files(), "_anh/.nen.png": b"png"}).files


def test_a_page_that_reports_nothing_is_a_part_too() -> None:
    xml = manifest(parts=TWO).replace(b'adlcp:scormtype="sco"', b'adlcp:scormtype="asset"', 1)
    assert [part.reports for part in read(package_files(parts=TWO, xml=xml)).parts] == [False, True]


def test_frames_inside_the_frame_are_warned_of() -> None:
    files = {**package_files(), "chuan-bi/course.html": b"<html><iframe src='a.html'></iframe></html>"}
    assert Code.PAGES_IN_FRAMES in codes(inspected(files), Severity.WARNING)


def test_parts_of_another_case_are_found_with_a_warning() -> None:
    files = package_files()
    files["Chuan-Bi/Course.html"] = files.pop("chuan-bi/course.html")
    inspection = inspected(files)
    assert inspection.package is not None
    assert inspection.package.parts[0].launch.path == "Chuan-Bi/Course.html"
    assert Code.LAUNCH_CASE in codes(inspection, Severity.WARNING)


# --- What is refused -------------------------------------------------------------------------------


REFUSED: list[tuple[Code, dict[str, bytes]]] = [
    (Code.NO_MANIFEST, {"a.html": b"x"}),
    (Code.ANOTHER_FORMAT, {"tincan.xml": b"<tincan/>"}),
    (Code.SEVERAL_MANIFESTS, {"a/imsmanifest.xml": b"<manifest/>", "b/imsmanifest.xml": b"<manifest/>"}),
    (Code.XML_BROKEN, package_files(xml=b"<manifest><a></manifest>")),
    (Code.XML_BROKEN, package_files(xml=b"")),
    (
        Code.XML_ENTITIES,
        package_files(xml=b'<!DOCTYPE m [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>'),
    ),
    (
        Code.XML_ENTITIES,
        package_files(xml=b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>'),
    ),
    (Code.XML_TOO_MUCH, package_files(xml=b"<manifest>" + b"<a>" * 200 + b"</a>" * 200 + b"</manifest>")),
    (Code.NOT_A_MANIFEST, package_files(xml=b"<html/>")),
    (Code.VERSION_UNKNOWN, package_files(xml=manifest(said="1.0"))),
    (
        Code.SUB_MANIFEST,
        package_files(xml=manifest().replace(b"</manifest>", b'<manifest identifier="x"/></manifest>')),
    ),
    (Code.NO_SCO, package_files(xml=manifest(kind="asset"))),
    (
        Code.RESOURCE_MISSING,
        package_files(xml=manifest().replace(b'identifierref="tai-1"', b'identifierref="tai-9"')),
    ),
    (
        Code.SAME_IDENTIFIER,
        package_files(parts=TWO, xml=manifest(parts=TWO).replace(b'"muc-2"', b'"muc-1"')),
    ),
    (Code.LAUNCH_MISSING, package_files(xml=manifest(parts=(("Bài", "khong-co.html"),)))),
    (Code.LAUNCH_EXTERNAL, package_files(xml=manifest(parts=(("Bài", "https://example.com/a.html"),)))),
    (Code.LAUNCH_EXTERNAL, package_files(xml=manifest(parts=(("Bài", "//example.com/a.html"),)))),
    (Code.LAUNCH_EXTERNAL, package_files(xml=manifest(parts=(("Bài", "javascript:alert(1)"),)))),
    (Code.LAUNCH_UNSAFE, package_files(xml=manifest(parts=(("Bài", "../../a.html"),)))),
    (Code.LAUNCH_UNSAFE, package_files(xml=manifest(parts=(("Bài", "a/%2e%2e/%2e%2e/b.html"),)))),
    (
        Code.LAUNCH_NOT_A_PAGE,
        {**package_files(xml=manifest(parts=(("Bài", "a.swf"),))), "a.swf": b"FWS"},
    ),
    (Code.UNSAFE_PATH, {**package_files(), "../ra-ngoai.html": b"x"}),
    (Code.UNSAFE_PATH, {**package_files(), "/etc/passwd": b"x"}),
    (Code.UNSAFE_PATH, {**package_files(), "a\\b.html": b"x"}),
    (Code.UNSAFE_PATH, {**package_files(), f"{'a' * 300}.html": b"x"}),
    (Code.DUPLICATE_ENTRY, {**package_files(), "Shared/RUN.js": b"x"}),
    (Code.COMPRESSION_BOMB, {**package_files(), "lon.txt": bytes(4 * 1024 * 1024)}),
]


@pytest.mark.parametrize(("code", "files"), REFUSED, ids=[f"{code}" for code, _ in REFUSED])
def test_a_bad_package_is_refused_and_told_why(code: Code, files: dict[str, bytes]) -> None:
    inspection = inspected(files)
    assert inspection.package is None
    assert code in codes(inspection)
    for finding in inspection.findings:
        assert "{" not in finding.sentence("vi") + finding.sentence("en")


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("lien-ket.html")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    entries = [(zipfile.ZipInfo(name), content) for name, content in package_files().items()]
    assert Code.UNSAFE_PATH in codes(inspected(zipped_entries([*entries, (link, b"/etc/passwd")])))


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(zipped(package_files()).getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert Code.ENCRYPTED_ENTRY in codes(inspected(io.BytesIO(bytes(data))))


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_that_was_cut_short_is_refused(share: float) -> None:
    data = zipped(package_files()).getvalue()
    inspection = inspected(io.BytesIO(data[: int(len(data) * share)]))
    assert codes(inspection) == [Code.UNABLE_TO_UNZIP]


def test_a_file_that_holds_other_bytes_than_it_says_is_refused() -> None:
    data = bytearray(zipped(package_files()).getvalue())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 16, 0)
    assert Code.CORRUPT_FILE in codes(inspected(io.BytesIO(bytes(data))))


def test_a_hundred_thousand_entries_cost_little() -> None:
    record = b"PK\x01\x02" + bytes(42) + b"a"
    directory = record * 100_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(directory), 0, 0)
    assert codes(inspected(io.BytesIO(directory + end))) == [Code.TOO_MANY_FILES]


# --- Sequencing ------------------------------------------------------------------------------------

RULE = (
    "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
    '<imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/>'
    "</imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>"
)
ROLLUP = '<imsss:sequencing><imsss:rollupRules rollupObjectiveSatisfied="false"/></imsss:sequencing>'
MAP = (
    '<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="a">'
    '<imsss:mapInfo targetObjectiveID="chung" readSatisfiedStatus="true"/></imsss:primaryObjective>'
    "</imsss:objectives></imsss:sequencing>"
)
ATTEMPTS = '<imsss:sequencing><imsss:limitConditions attemptLimit="1"/></imsss:sequencing>'
RANDOM = (
    "<imsss:sequencing>"
    '<imsss:randomizationControls randomizationTiming="onEachNewAttempt"/></imsss:sequencing>'
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (RULE, Code.SEQUENCING_RULES),
        (ROLLUP, Code.SEQUENCING_ROLLUP),
        (MAP, Code.SEQUENCING_OBJECTIVES),
        (ATTEMPTS, Code.SEQUENCING_LIMITS),
        (RANDOM, Code.SEQUENCING_RANDOM),
    ],
)
def test_sequencing_beyond_next_and_previous_is_refused(said: str, code: Code) -> None:
    for xml in (
        manifest("2004", parts=TWO, inside={2: said}),
        manifest("2004", parts=TWO, within=said),
        manifest("2004", parts=TWO, inside={2: '<imsss:sequencing IDRef="luat"/>'}).replace(
            b"</manifest>",
            b"<imsss:sequencingCollection>"
            + said.replace("<imsss:sequencing>", '<imsss:sequencing ID="luat">', 1).encode()
            + b"</imsss:sequencingCollection></manifest>",
        ),
    ):
        assert code in codes(inspected(package_files("2004", parts=TWO, xml=xml)))


def test_next_previous_and_choice_are_fine() -> None:
    said = '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'
    assert (
        len(read(package_files("2004", parts=TWO, xml=manifest("2004", parts=TWO, within=said))).parts) == 2
    )


@pytest.mark.parametrize("said", [ROLLUP, MAP])
def test_what_puts_parts_together_says_nothing_where_there_is_one(said: str) -> None:
    inspection = inspected(package_files("2004", xml=manifest("2004", inside={1: said})))
    assert inspection.package is not None
    assert Code.SEQUENCING_WITHOUT_EFFECT in codes(inspection, Severity.NOTE)


def test_prerequisites_that_are_not_plain_or_go_in_circles_are_left_out_with_a_warning() -> None:
    def prerequisites(said: str) -> str:
        return f"<adlcp:prerequisites>{said}</adlcp:prerequisites>"

    for inside in (
        {2: prerequisites("muc-1|muc-2")},
        {2: prerequisites("muc-9")},
        {1: prerequisites("muc-2"), 2: prerequisites("muc-1")},
    ):
        inspection = inspected(package_files(parts=TWO, xml=manifest(parts=TWO, inside=inside)))
        assert inspection.package is not None
        assert all(part.after == () for part in inspection.package.parts)
        assert Code.PREREQUISITES_NOT_KEPT in codes(inspection, Severity.WARNING)


# --- Whatever comes --------------------------------------------------------------------------------


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(Code)
    for sentence in SENTENCES.values():
        assert sentence.vi
        assert sentence.en
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (sentence.vi, sentence.en)
        ]
        assert fields[0] == fields[1]


@given(st.binary(max_size=2_000))
def test_whatever_the_manifest_is_nothing_is_raised(xml: bytes) -> None:
    inspection = inspected(package_files(xml=xml))
    assert inspection.package is not None or codes(inspection)


@given(st.binary(max_size=3_000))
def test_whatever_the_file_is_nothing_is_raised(data: bytes) -> None:
    assert codes(inspect_package(io.BytesIO(data)))


@given(base=st.text(max_size=20), href=st.text(max_size=60))
def test_no_address_leaves_the_package(base: str, href: str) -> None:
    path = resolved(base, href)
    assert path is None or not ({"..", "."} & set(path.split("/")) or path.startswith("/"))
    files = Files.of(frozenset({"a.html", "b/c.html"}))
    launch = launch_of(base, href, "", title="x", files=files, findings=Findings())
    assert launch is None or launch.path in files.names


@given(parameters=st.text(max_size=80))
def test_parameters_stay_an_address(parameters: str) -> None:
    files = Files.of(frozenset({"a.html"}))
    launch = launch_of("", "a.html?x=1", parameters, title="x", files=files, findings=Findings())
    assert launch is not None
    assert launch.address.startswith("a.html?x=1")
    assert not set(launch.address) & set("\"'<> \n\r\t")
