"""Compares a list of people with what is stored: who is new, what changes, what ends, what is refused.

Nothing is read or written here: the rows and the store come in, a judgement goes out, and the plan in it
is what will be done.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from common.phones import local_phone
from common.vietnamese import fold
from organisations.appointments.rules import Span
from organisations.exchange.columns import PERSON_LIST
from organisations.exchange.findings import (
    CHANGED,
    ENDED,
    MISSING,
    NEW,
    REFUSED,
    SAME,
    Change,
    Finding,
    JudgedRow,
)
from organisations.exchange.reading import PersonRow
from organisations.exchange.store import PeopleStore, StoredPost, serves
from organisations.people.models import Person
from organisations.tree.models import Organisation

SECRETARY = "secretary"
DETAILS = ("full_name", "phone", "email")
REACHED_BY = ("phone", "email")


@dataclass(slots=True)
class Subject:
    """One person of the file: somebody stored, or somebody new."""

    stored: Person | None
    entered: Person | None = None
    rows: list[PersonRow] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    """Her details as the file states them."""
    changes: dict[str, str] = field(default_factory=dict)
    """Those of them that differ from what is stored."""

    @property
    def name(self) -> str:
        return self.says.get("full_name") or (self.stored.full_name if self.stored else "")

    @property
    def phone(self) -> str:
        return self.says.get("phone") or (self.stored.phone if self.stored else "")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that the file brings."""

    subject: Subject
    organisation: Organisation
    post: str
    span: Span
    decision: str
    row: PersonRow


@dataclass(frozen=True, slots=True)
class PostEnd:
    """A stored post that the file ends."""

    post: StoredPost
    ended: date
    decision: str


@dataclass(slots=True)
class PeoplePlan:
    """What is to be done, once nothing is refused."""

    subjects: list[Subject] = field(default_factory=list)
    new_posts: list[NewPost] = field(default_factory=list)
    ends: list[PostEnd] = field(default_factory=list)


@dataclass(slots=True)
class _Verdict:
    """What one row comes to."""

    organisation: Organisation | None = None
    subject: Subject | None = None
    is_new: bool = False
    ends: bool = False
    changes: list[Change] = field(default_factory=list)


def judge_people(
    rows: Sequence[PersonRow], store: PeopleStore, *, today: date
) -> tuple[list[JudgedRow], PeoplePlan]:
    """Every row judged, then who is stored in the same organisations and not in the file; and the plan."""
    return _Judge(rows, store, today).judge()


class _Judge:
    def __init__(self, rows: Sequence[PersonRow], store: PeopleStore, today: date) -> None:
        self.rows = rows
        self.store = store
        self.today = today
        self.verdicts = {row.number: _Verdict() for row in rows}
        self.plan = PeoplePlan()
        self.matched: set[int] = set()
        self.of_stored: dict[int, Subject] = {}
        self.of_phone: dict[str, Subject] = {}
        self.of_place: dict[tuple[int, str], list[Subject]] = defaultdict(list)

    def judge(self) -> tuple[list[JudgedRow], PeoplePlan]:
        for row in self.rows:
            self._find_organisation(row)
        self._find_people()
        for subject in self.plan.subjects:
            self._compare_details(subject)
            self._compare_posts(subject)
        self._keep_one_secretary()
        return [*map(self._judged, self.rows), *self._missing()], self.plan

    # --- where ---------------------------------------------------------------------------------

    def _find_organisation(self, row: PersonRow) -> None:
        if not row.organisation:
            return
        found = self.store.organisation(row.organisation)
        if found is None:
            row.findings.add("unknown_organisation", "organisation", code=row.organisation)
            return
        code = str(found.code)
        if code != row.organisation:
            remark = "code_letters" if code.casefold() == row.organisation.casefold() else "code_zeros"
            row.findings.add(remark, "organisation", text=row.organisation, understood=code)
        self.verdicts[row.number].organisation = found
        self._check_days(row, found)

    def _check_days(self, row: PersonRow, organisation: Organisation) -> None:
        if row.began is None:
            return
        if row.ended is not None and row.ended <= row.began:
            row.findings.add("ends_before", "ended")
        closed = organisation.closed_on
        in_time = closed is None or (row.ended is not None and row.ended <= closed)
        if row.began < organisation.founded_on or not in_time:
            row.findings.add(
                "organisation_not_there",
                "began",
                organisation=organisation.name,
                founded=f"{organisation.founded_on:%d/%m/%Y}",
                closed=f"{closed:%d/%m/%Y}" if closed else "–",
            )

    # --- who -----------------------------------------------------------------------------------

    def _find_people(self) -> None:
        """By code, then by telephone, then by name and place: each way knows whom the ones before took."""
        left = [row for row in self.rows if not self._by_code(row)]
        left = [row for row in left if not self._by_phone(row)]
        for row in left:
            self._by_place(row)

    def _by_code(self, row: PersonRow) -> bool:
        if row.person is None:
            return any(finding.code == "no_own_code" for finding in row.findings.all)
        pk = self.store.by_public_id.get(row.person)
        if pk is None:
            row.findings.add("unknown_person", "person")
        elif self._phone_is_free(row, pk):
            self._take(row, self._stored(pk))
        return True

    def _by_phone(self, row: PersonRow) -> bool:
        """Whether the row is settled: her number is known, stored or from a row above."""
        if not row.phone:
            return False
        same = [pk for pk in self.store.by_phone.get(row.phone, ()) if self._is_named(pk, row)]
        if len(same) > 1:
            row.findings.add("ambiguous_person", "phone", name=row.full_name)
            return True
        if not self._phone_is_free(row, same[0] if same else None):
            return True
        if same:
            self._take(row, self._stored(same[0]))
        elif row.phone in self.of_phone:
            self._take(row, self.of_phone[row.phone])
        return bool(same) or row.phone in self.of_phone

    def _by_place(self, row: PersonRow) -> None:
        organisation = self.verdicts[row.number].organisation
        if organisation is None or not row.full_name:
            return
        place = organisation.pk, fold(row.full_name)
        if row.phone and row.phone in self.of_phone:
            self._by_phone(row)
            return
        serving = [pk for pk in self.store.serving.get(place, ()) if self._may_be(pk, row)]
        here = [one for one in self.of_place[place] if one.stored is None and self._agrees(one, row)]
        if len(serving) + len(here) > 1:
            row.findings.add("ambiguous_person", "full_name", name=row.full_name)
        elif serving:
            self._take(row, self._stored(serving[0]))
        else:
            self._take(row, here[0] if here else self._new(row))

    def _may_be(self, pk: int, row: PersonRow) -> bool:
        """Somebody whom a row above named by code or number is not meant by another number."""
        taken = self.of_stored.get(pk)
        return taken is None or self._agrees(taken, row)

    @staticmethod
    def _agrees(subject: Subject, row: PersonRow) -> bool:
        return not row.phone or not subject.phone or subject.phone == row.phone

    def _is_named(self, pk: int, row: PersonRow) -> bool:
        return not row.full_name or fold(self.store.people[pk].full_name) == fold(row.full_name)

    def _phone_is_free(self, row: PersonRow, of: int | None) -> bool:
        """Whether the row's number is nobody else's; what is wrong is remarked."""
        if not row.phone or (of is not None and self.store.people[of].phone == row.phone):
            return True
        others = [pk for pk in self.store.by_phone.get(row.phone, ()) if pk != of]
        above = self.of_phone.get(row.phone)
        if others:
            who = self.store.people[others[0]].full_name
            row.findings.add("phone_taken", "phone", phone=local_phone(row.phone), who=who)
        elif row.phone in self.store.phones_elsewhere:
            row.findings.add("phone_taken_elsewhere", "phone", phone=local_phone(row.phone))
        elif above is not None and not self._is_same(above, row, of):
            row.findings.add(
                "phone_twice", "phone", phone=local_phone(row.phone), who=above.name, row=above.rows[0].number
            )
        else:
            return True
        return False

    def _is_same(self, subject: Subject, row: PersonRow, pk: int | None) -> bool:
        if pk is not None:
            return subject is self.of_stored.get(pk)
        return fold(subject.name) == fold(row.full_name)

    def _stored(self, pk: int) -> Subject:
        if pk not in self.of_stored:
            self.of_stored[pk] = self._begin(Subject(self.store.people[pk]))
        return self.of_stored[pk]

    def _new(self, row: PersonRow) -> Subject:
        self._remark_namesake(row)
        return self._begin(Subject(None))

    def _begin(self, subject: Subject) -> Subject:
        self.plan.subjects.append(subject)
        return subject

    def _remark_namesake(self, row: PersonRow) -> None:
        if row.phone:
            return
        namesakes = [pk for pk in self.store.by_name.get(fold(row.full_name), ()) if pk not in self.of_stored]
        posts = (
            post for pk in namesakes for post in self.store.posts_of.get(pk, ()) if serves(post, self.today)
        )
        places = (self.store.places.get(post.organisation) for post in posts)
        if place := next(filter(None, places), None):
            row.findings.add("name_elsewhere", "full_name", organisation=place.name)

    def _take(self, row: PersonRow, subject: Subject) -> None:
        verdict = self.verdicts[row.number]
        verdict.subject = subject
        subject.rows.append(row)
        for column in DETAILS:
            self._state(row, subject, column, getattr(row, column))
        if subject.phone:
            self.of_phone.setdefault(subject.phone, subject)
        if verdict.organisation is not None:
            here = self.of_place[verdict.organisation.pk, fold(row.full_name)]
            if subject not in here:
                here.append(subject)

    @staticmethod
    def _state(row: PersonRow, subject: Subject, column: str, value: str) -> None:
        if not value:
            return
        said = subject.says.setdefault(column, value)
        if column == "full_name" and _lacks_marks(said, value):
            subject.says[column] = value
        elif value != said and not (column == "full_name" and _lacks_marks(value, said)):
            above = next(one for one in subject.rows if getattr(one, column) == said)
            heading = PERSON_LIST.by_key[column].heading
            row.findings.add("differs_from_row", column, column=heading, row=above.number)

    # --- what ----------------------------------------------------------------------------------

    def _compare_details(self, subject: Subject) -> None:
        if subject.stored is None:
            return
        for column in DETAILS:
            said, stored = subject.says.get(column, ""), getattr(subject.stored, column)
            if said and said != stored:
                row = next(row for row in subject.rows if getattr(row, column) == said)
                if column == "full_name" and _lacks_marks(said, stored):
                    row.findings.add("marks_kept", column, stored=stored)
                    continue
                if column in REACHED_BY and subject.stored.pk in self.store.guarded:
                    row.findings.add("holds_a_role", column, name=subject.stored.full_name)
                    continue
                subject.changes[column] = said
                self.verdicts[row.number].changes.append(Change(column, stored, said))

    def _compare_posts(self, subject: Subject) -> None:
        stored = list(self.store.posts_of.get(subject.stored.pk, ())) if subject.stored else []
        brought: list[NewPost] = []
        for row in subject.rows:
            organisation = self.verdicts[row.number].organisation
            if organisation is None or row.began is None or not row.post or row.findings.refused:
                continue
            span = Span(row.began, row.ended)
            same = [post for post in stored if (post.organisation, post.post) == (organisation.pk, row.post)]
            if known := next((post for post in same if post.began == row.began and not _is_void(post)), None):
                self._compare_with(known, row)
            elif other := next((post for post in same if Span(post.began, post.ended).overlaps(span)), None):
                row.findings.add("holds_already", "began", name=subject.name, day=f"{other.began:%d/%m/%Y}")
            else:
                self._bring(NewPost(subject, organisation, row.post, span, row.decision, row), brought)

    def _bring(self, post: NewPost, brought: list[NewPost]) -> None:
        for other in brought:
            if (other.organisation.pk, other.post) == (post.organisation.pk, post.post):
                if other.span == post.span:
                    post.row.findings.add("row_again", "", row=other.row.number)
                    return
                if other.span.overlaps(post.span):
                    post.row.findings.add("holds_twice", "began", row=other.row.number)
                    return
        brought.append(post)
        self.plan.new_posts.append(post)
        self.verdicts[post.row.number].is_new = True

    def _compare_with(self, stored: StoredPost, row: PersonRow) -> None:
        if stored.pk in self.matched:
            row.findings.add("row_again", "", row=self._row_of(stored).number)
            return
        self.matched.add(stored.pk)
        if row.ended == stored.ended:
            self._remark_decision(stored, row)
        elif stored.ended is None and row.ended is not None:
            decision = row.decision if row.decision != stored.decision else ""
            self.plan.ends.append(PostEnd(stored, row.ended, decision))
            self.verdicts[row.number].ends = True
        elif row.ended is None:
            row.findings.add("ended_stays", "ended", day=f"{stored.ended:%d/%m/%Y}")
        else:
            row.findings.add("ended_otherwise", "ended", day=f"{stored.ended:%d/%m/%Y}")

    def _row_of(self, stored: StoredPost) -> PersonRow:
        return next(
            row
            for row in self.of_stored[stored.person].rows
            if (row.began, row.post) == (stored.began, stored.post)
        )

    @staticmethod
    def _remark_decision(stored: StoredPost, row: PersonRow) -> None:
        if row.decision and row.decision not in {stored.decision, stored.end_decision}:
            row.findings.add("decision_stays", "decision", stored=stored.decision or "–")

    # --- one secretary at a time -----------------------------------------------------------------

    def _keep_one_secretary(self) -> None:
        ends = {end.post.pk: end.ended for end in self.plan.ends}
        brought: dict[int, list[NewPost]] = defaultdict(list)
        for post in self.plan.new_posts:
            if post.post == SECRETARY:
                self._compare_with_stored(post, ends)
                self._compare_with_brought(post, brought[post.organisation.pk])
                brought[post.organisation.pk].append(post)

    def _compare_with_stored(self, post: NewPost, ends: dict[int, date]) -> None:
        for stored in self.store.posts_in.get(post.organisation.pk, ()):
            span = Span(stored.began, ends.get(stored.pk, stored.ended))
            if stored.post == SECRETARY and span.overlaps(post.span):
                self._refuse_second(post, stored)
                return

    def _refuse_second(self, post: NewPost, stored: StoredPost) -> None:
        day = f"{stored.began:%d/%m/%Y}"
        other = self.store.people.get(stored.person)
        if other is None:
            post.row.findings.add("secretary_serving_elsewhere", "post", day=day)
        else:
            post.row.findings.add("secretary_serving", "post", who=other.full_name, day=day)

    @staticmethod
    def _compare_with_brought(post: NewPost, others: Sequence[NewPost]) -> None:
        for other in others:
            if other.span.overlaps(post.span):
                who, row = other.subject.name, other.row.number
                post.row.findings.add("secretary_twice", "post", who=who, row=row)
                return

    # --- the judgement -----------------------------------------------------------------------------

    def _judged(self, row: PersonRow) -> JudgedRow:
        verdict = self.verdicts[row.number]
        return JudgedRow(
            number=row.number,
            state=_state_of(row, verdict),
            typed=row.typed,
            understood=_understood(row, verdict),
            findings=row.findings.all,
            changes=verdict.changes,
        )

    def _missing(self) -> Iterator[JudgedRow]:
        mentioned = {
            one.organisation.pk: one.organisation for one in self.verdicts.values() if one.organisation
        }
        unsure = {pk for pk, one in self.of_stored.items() if any(row.findings.refused for row in one.rows)}
        for pk, organisation in mentioned.items():
            for post in self.store.posts_in.get(pk, ()):
                person = self.store.people.get(post.person)
                is_known = post.pk in self.matched or post.person in unsure
                if person and not is_known and serves(post, self.today):
                    yield _missing_row(person, organisation, post)


def _state_of(row: PersonRow, verdict: _Verdict) -> str:
    if row.findings.refused:
        return REFUSED
    if verdict.is_new:
        return NEW
    if verdict.ends:
        return ENDED
    return CHANGED if verdict.changes else SAME


def _understood(row: PersonRow, verdict: _Verdict) -> dict[str, str]:
    says = {
        "person": str(verdict.subject.stored.public_id) if verdict.subject and verdict.subject.stored else "",
        "full_name": row.full_name,
        "phone": local_phone(row.phone),
        "email": row.email,
        "organisation": str(verdict.organisation.code) if verdict.organisation else "",
        "organisation_name": verdict.organisation.name if verdict.organisation else "",
        "post": row.post,
        "began": f"{row.began:%d/%m/%Y}" if row.began else "",
        "ended": f"{row.ended:%d/%m/%Y}" if row.ended else "",
        "decision": row.decision,
    }
    return {key: value for key, value in says.items() if value}


def _missing_row(person: Person, organisation: Organisation, post: StoredPost) -> JudgedRow:
    says = {
        "person": str(person.public_id),
        "full_name": person.full_name,
        "organisation": str(organisation.code or ""),
        "organisation_name": organisation.name,
        "post": post.post,
        "began": f"{post.began:%d/%m/%Y}",
    }
    findings: list[Finding] = []
    return JudgedRow(0, MISSING, {}, says, findings)


def _is_void(post: StoredPost) -> bool:
    """Entered by mistake and annulled: it was never held."""
    return Span(post.began, post.ended).is_empty


def _lacks_marks(said: str, stored: str) -> bool:
    return said.isascii() and fold(said) == fold(stored) and not stored.isascii()
