package io.enrollment.jdbc;

import static io.enrollment.criteria.Condition.all;
import static io.enrollment.criteria.Condition.any;
import static io.enrollment.criteria.Condition.compare;
import static io.enrollment.criteria.Condition.equal;
import static io.enrollment.criteria.Condition.in;
import static io.enrollment.criteria.Condition.not;
import static io.enrollment.criteria.Condition.present;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operand;
import io.enrollment.criteria.Operator;
import io.enrollment.subject.AttributeValue;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the database is asked of a condition, and what it is not. */
class SubjectFilterTest {

    private static List<String> texts(Condition when) {
        return SubjectFilter.of(when).map(SubjectFilter::parameters).orElse(List.of());
    }

    private static Condition ne(String field, String text) {
        return compare(field, Operator.NE, AttributeValue.of(text));
    }

    @Test
    void aTextIsLookedForAsItIsStoredBesideItsField() {
        assertThat(SubjectFilter.of(equal("city", "Québec \"V\"")))
                .contains(new SubjectFilter(
                        "(position(? in profile) > 0 and position(? in profile) > 0)",
                        List.of("\"city\":", "Québec \\\"V\\\"")));
        assertThat(texts(in("city", "Paris", "Rome"))).containsExactly("\"city\":", "Paris", "Rome");
        assertThat(texts(equal("country", "CA"))).containsExactly("\"country\":", "CA");
        assertThat(texts(equal("id", "lead"))).containsExactly("lead");
    }

    @Test
    void whatCouldBeStoredOtherwiseIsLookedForByItsFieldOnly() {
        assertThat(texts(equal("visits", "7"))).containsExactly("\"visits\":");
        assertThat(texts(equal("vip", "true"))).containsExactly("\"vip\":");
        assertThat(texts(compare("visits", Operator.GT, AttributeValue.of(7)))).containsExactly("\"visits\":");
        assertThat(texts(compare("city", Operator.LT, AttributeValue.of("M")))).containsExactly("\"city\":");
        assertThat(texts(Condition.fromToday("bought", Operator.GE, Period.ofDays(-30))))
                .containsExactly("\"bought\":");
        assertThat(texts(new Condition.Compare("city", Operator.EQ, Operand.of(AttributeValue.of("paris")), true)))
                .containsExactly("\"city\":");
    }

    @Test
    void ofComplementsNothingIsSaid() {
        assertThat(texts(ne("city", "Paris"))).isEmpty();
        assertThat(texts(not(present("city")))).isEmpty();
        assertThat(texts(not(equal("city", "Paris")))).isEmpty();
        assertThat(texts(not(ne("city", "Paris")))).containsExactly("\"city\":", "Paris");
        assertThat(texts(new Condition.Everybody())).isEmpty();
    }

    @Test
    void partsAreJoinedAsTheyMust() {
        assertThat(texts(all(equal("a", "x"), ne("b", "y")))).containsExactly("\"a\":", "x");
        assertThat(texts(any(equal("a", "x"), ne("b", "y")))).isEmpty();
        assertThat(texts(any(equal("a", "x"), present("b")))).containsExactly("\"a\":", "x", "\"b\":");
        assertThat(texts(not(any(ne("a", "x"), not(present("b")))))).containsExactly("\"a\":", "x", "\"b\":");
    }

    @Test
    void aGreatManyTextsAreLeftToJava() {
        String[] many = IntStream.range(0, 21).mapToObj(i -> "x" + i).toArray(String[]::new);
        assertThat(texts(in("city", many))).containsExactly("\"city\":");
        Condition[] parts =
                IntStream.range(0, 51).mapToObj(i -> present("a" + i)).toArray(Condition[]::new);
        assertThat(SubjectFilter.of(any(parts))).isEqualTo(Optional.empty());
    }
}
