package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyListsTest {

    @Test
    void keysOfEachShardAreListedInAQueryOfTheirOwn() {
        String form =
                KeyLists.form("select a.x from {placed} join t a on a.o = ? and a.id = k.v and a.shard_key = k.s");

        List<KeyLists.Query> queries = KeyLists.queries(form, new Object[] {
            new Sql.Placed(List.of("a", "b", "c", "d"), List.of(7, 3, 7, 7)), "org"
        });

        assertThat(queries)
                .extracting(KeyLists.Query::statement)
                .containsExactly(
                        "select a.x from t a where a.o = ? and a.id in (?) and a.shard_key = ?",
                        "select a.x from t a where a.o = ? and a.id in (?, ?, ?, ?) and a.shard_key = ?");
        assertThat(queries.get(0).parameters()).containsExactly("org", "b", 3);
        assertThat(queries.get(1).parameters()).containsExactly("org", "a", "c", "d", "d", 7);
    }

    @Test
    void whatElseIsAskedStaysWithItsParameters() {
        String form = KeyLists.form("select a.x from {keys} join t a\n on a.o = ? and a.id {key}\n where a.run = ?");

        List<KeyLists.Query> queries =
                KeyLists.queries(form, new Object[] {new Sql.Keys(List.of("a", "b")), "org", "run"});

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.statement().replaceAll("\\s+", " "))
                    .isEqualTo("select a.x from t a where a.o = ? and a.id in (?, ?) and a.run = ?");
            assertThat(query.parameters()).containsExactly("org", "a", "b", "run");
        });
    }

    @Test
    void whatFollowsTheKeysStaysBehindThem() {
        assertThat(KeyLists.form(
                        "select x from {placed} join t r on r.o = ? and r.id {key} and r.shard_key = k.s{current}"))
                .isEqualTo("select x from t r where r.o = ? and r.id in ({list}) and r.shard_key = {shard}{current}");
    }

    @Test
    void everyPartOfAUnionHasTheKeys() {
        String part = "select x from {placed} join t a on a.o = ? and a.id = k.v and a.shard_key = k.s";
        String form = KeyLists.form(part + "\n union all\n" + part + "\n order by 1");
        Sql.Placed keys = new Sql.Placed(List.of("a"), List.of(5));

        List<KeyLists.Query> queries = KeyLists.queries(form, new Object[] {keys, "one", keys, "two"});

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.statement())
                    .isEqualTo("select x from t a where a.o = ? and a.id in (?) and a.shard_key = ?\n union all\n"
                            + "select x from t a where a.o = ? and a.id in (?) and a.shard_key = ?\n order by 1");
            assertThat(query.parameters()).containsExactly("one", "a", 5, "two", "a", 5);
        });
    }

    @Test
    void noKeysAskNothing() {
        Sql.Placed none = new Sql.Placed(List.of(), List.of());

        assertThat(KeyLists.queries("any", new Object[] {none, "org"})).isEmpty();
        assertThat(KeyLists.isNeeded(new Object[] {"org"})).isFalse();
        assertThat(KeyLists.isNeeded(new Object[] {"org", none})).isTrue();
    }
}
