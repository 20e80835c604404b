package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyRowsTest {

    @Test
    void anInsertionTakesTheValuesOfManyRowsAndKeepsWhatComesAfterThem() {
        assertThat(ManyRows.inserting("insert into t (a, b) values (?, 0) on duplicate key update a = values(a)", 3))
                .isEqualTo("insert into t (a, b) values (?, 0), (?, 0), (?, 0) on duplicate key update a = values(a)");
        assertThat(ManyRows.isInsertion("insert into t (a) select b from u")).isFalse();
        assertThat(ManyRows.isInsertion("update t set a = ?")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> ManyRows.inserting("delete from t", 2));
    }

    @Test
    void idsAndConditionsAreWrittenOnceForEachRow() {
        assertThat(ManyRows.listing("select 1 from t where a = ? and b in ({ids})", 3))
                .isEqualTo("select 1 from t where a = ? and b in (?, ?, ?)");
        assertThat(ManyRows.anyOf("delete from t where a = ? and {any (b = ? and c = ?)}", 2))
                .isEqualTo("delete from t where a = ? and ((b = ? and c = ?) or (b = ? and c = ?))");
    }

    @Test
    void aPartHasSoManyRowsAndSoMuchTextThatOneStatementTakesThem() {
        List<Object[]> small = Collections.nCopies(1001, new Object[] {"a", 1});
        assertThat(ManyRows.parts(small)).extracting(List::size).containsExactly(500, 500, 1);
        String half = "x".repeat(ManyRows.MOST_TEXT / 2);
        List<Object[]> big = Collections.nCopies(3, new Object[] {half, 1});
        assertThat(ManyRows.parts(big)).extracting(List::size).containsExactly(2, 1);
        String longest = "x".repeat(ManyRows.MOST_TEXT + 1);
        List<Object[]> longer = List.of(new Object[] {longest}, new Object[] {longest});
        assertThat(ManyRows.parts(longer)).extracting(List::size).containsExactly(1, 1);
        assertThat(ManyRows.parts(List.of())).isEmpty();
    }

    @Test
    void nothingIsLostOrMovedBetweenParts() {
        List<Object[]> rows =
                IntStream.range(0, 1234).mapToObj(i -> new Object[] {i}).toList();
        assertThat(ManyRows.parts(rows).stream().flatMap(List::stream)).containsExactlyElementsOf(rows);
        List<String> ids = IntStream.range(0, 1234).mapToObj(String::valueOf).toList();
        assertThat(ManyRows.lists(ids).stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
        assertThat(ManyRows.flat(List.of(new Object[] {1, 2}, new Object[] {3, 4})))
                .containsExactly(1, 2, 3, 4);
    }
}
