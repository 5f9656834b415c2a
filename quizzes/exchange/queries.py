"""Reads for files in and out."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from accounts.models import User
from common.vietnamese import fold
from media.regulations.models import Regulation
from media.topics.models import Topic
from quizzes.bank.models import Category, Question
from quizzes.bank.queries import ids_beneath
from quizzes.exchange.models import QuestionImport


def imports_of(account: User) -> QuerySet[QuestionImport]:
    """The files that somebody sent herself; an administrator sees all."""
    found = QuestionImport.objects.select_related("sent_by", "category")
    return found if account.is_superuser else found.filter(sent_by=account)


def paths_of_categories() -> dict[int, tuple[str, ...]]:
    """Every category with its titles from the root, in the order of their paths."""
    rows = {
        pk: (parent, title) for pk, parent, title in Category.objects.values_list("pk", "parent_id", "title")
    }
    paths: dict[int, tuple[str, ...]] = {}

    def path(pk: int, seen: frozenset[int] = frozenset()) -> tuple[str, ...]:
        parent, title = rows[pk]
        if parent is None or parent in seen or parent not in rows:
            return (title,)
        return (*path(parent, seen | {pk}), title)

    for pk in rows:
        paths[pk] = path(pk)
    return dict(sorted(paths.items(), key=lambda one: one[1]))


def category_named(path: str) -> Category | None:
    """A category by its number, its title where no other has it, or its titles from the root, parted by >."""
    wanted = tuple(fold(part) for part in path.split(">"))
    found = [
        pk
        for pk, titles in paths_of_categories().items()
        if tuple(map(fold, titles))[-len(wanted) :] == wanted
    ]
    if len(found) != 1 and path.strip().isdecimal():
        return Category.objects.filter(pk=int(path)).first()
    return Category.objects.get(pk=found[0]) if len(found) == 1 else None


def questions_to_take_out(category: Category | None, *, checked_alone: bool) -> QuerySet[Question]:
    """The questions of a category and of all beneath it, oldest first; retired ones stay."""
    found: QuerySet[Question] = Question.objects.exclude(state=Question.State.RETIRED).select_related(
        "category", "current"
    )
    if category is not None:
        found = found.filter(category__in=ids_beneath(category.pk))
    if checked_alone:
        found = found.filter(current__isnull=False)
    return found.prefetch_related("topics", "citations__regulation").order_by("category__title", "pk")


class Citations:
    """Regulations by their codes and numbers, however these are spelt."""

    def __init__(self) -> None:
        self._by_word: dict[str, Regulation] = {}
        for one in Regulation.objects.order_by("-pk"):
            for word in (one.title, one.number, one.code):
                if word:
                    self._by_word[_key(word)] = one

    def find(self, said: str) -> tuple[Regulation, str] | None:
        """The regulation that a source names, and what else stands there: its article."""
        if found := self._by_word.get(_key(said)):
            return found, ""
        hits = [
            (len(word), one) for word, one in self._by_word.items() if len(word) > 3 and word in _key(said)
        ]
        if not hits:
            return None
        regulation = max(hits, key=lambda hit: hit[0])[1]
        return regulation, " ".join(said.split())[:120]


def topics_named(names: Iterable[str]) -> tuple[list[Topic], list[str]]:
    """Topics by code or title, and the names that none has."""
    wanted = list(dict.fromkeys(names))
    known: dict[str, Topic] = {}
    for topic in Topic.objects.all():
        known.setdefault(fold(topic.title), topic)
        known[fold(topic.code)] = topic
    found = [known[fold(name)] for name in wanted if fold(name) in known]
    return list(dict.fromkeys(found)), [name for name in wanted if fold(name) not in known]


def standing_against_undoing(sent: QuestionImport) -> Sequence[Question]:
    """Questions of a file that somebody has checked, or that wait for it, by now."""
    waiting = Q(state=Question.State.DRAFT, _workflow_states__status__in=("in_progress", "needs_changes"))
    found = Question.objects.filter(imported__question_import=sent)
    return list(found.filter(~Q(state=Question.State.DRAFT) | Q(current__isnull=False) | waiting).distinct())


def _key(word: str) -> str:
    return "".join(fold(word).replace("/", "").replace("-", "").split())
