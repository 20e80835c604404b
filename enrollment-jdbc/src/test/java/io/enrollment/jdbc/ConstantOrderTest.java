package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Seen on MariaDB 10.11, whose connections spoke utf8mb4 with its usual collation: each page of a list read and sorted all rows of the
 * organization, since the order began with the organization.
 */
class ConstantOrderTest {

    @Property
    void justTheLeadingColumnsOfOneValueAreLeftOut(
            @ForAll @IntRange(max = 4) int constant, @ForAll @IntRange(min = 1, max = 4) int varying) {
        List<String> conditions = new ArrayList<>(List.of("z > ?"));
        List<String> all = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        for (int i = 0; i < constant; i++) {
            conditions.add("e.a" + i + " = ?");
            all.add("e.a" + i);
        }
        for (int i = 0; i < varying; i++) {
            all.add("e.b" + i + " desc");
            remaining.add("e.b" + i + " desc");
        }
        String query = "select x from t e where " + String.join(" and ", conditions) + "\n order by ";
        assertThat(ConstantOrder.leftOut(query + String.join(", ", all) + " limit ?"))
                .isEqualTo(query + String.join(", ", remaining) + " limit ?");
        assertThat(ConstantOrder.leftOut("select x from t order by " + String.join(", ", all)))
                .endsWith(String.join(", ", all));
    }

    @Test
    void eachPartOfAStatementIsReadByItself() {
        String page = "(select a from t where shard_key = 1 and c = ? order by c, due_at limit 1)";
        assertThat(ConstantOrder.leftOut("select * from (" + page + " union all " + page + ") l join u on u.a = l.a"
                        + " where u.c = ? order by c, a"))
                .isEqualTo("select * from (" + page.replace("by c, ", "by ") + " union all "
                        + page.replace("by c, ", "by ") + ") l join u on u.a = l.a where u.c = ? order by c, a");
    }

    @Test
    void oneOfSeveralValuesIsNotOneValue() {
        String either = "select a from t where (c = ? or c = ?) order by c, a";
        assertThat(ConstantOrder.leftOut(either)).isEqualTo(either);
        String bare = "select a from t where c = ? or c = ? order by c, a";
        assertThat(ConstantOrder.leftOut(bare)).isEqualTo(bare);
        assertThat(ConstantOrder.leftOut("select a from t where c = ? and (f(?) > 0 or (g(?) > 0)) order by c, a"))
                .endsWith(" order by a");
    }

    @Test
    void aWholeKeyIsStillOrderedBySomething() {
        assertThat(ConstantOrder.leftOut("select a from t where a = ? and b = ? order by a, b desc limit 1"))
                .isEqualTo("select a from t where a = ? and b = ? order by b desc limit 1");
    }
}
