"""How much goes to a database at once."""

from graphkb.articles import Article
from graphkb.graph.merging import Account
from graphkb.store.batches import chunks, together


def accounts(*lengths: int) -> list[Account]:
    return [Account(Article(str(n), "x" * length), (), ()) for n, length in enumerate(lengths)]


def test_small_records_share_a_transaction() -> None:
    assert [len(some) for some in together(accounts(*[50] * 5000))] == [2000, 2000, 1000]


def test_long_articles_end_a_transaction_and_none_is_lost_or_split() -> None:
    given = accounts(700, 700, 5000, 10)
    batches = list(together(given, characters=1000))
    assert [[len(account.article.text) for account in some] for some in batches] == [[700, 700], [5000], [10]]
    assert [account for some in batches for account in some] == given


def test_nothing_makes_no_transaction() -> None:
    assert list(together([])) == [] and list(chunks([], 3)) == []


def test_rows_come_in_lists_of_the_size() -> None:
    assert list(chunks("abcde", 2)) == [["a", "b"], ["c", "d"], ["e"]]
