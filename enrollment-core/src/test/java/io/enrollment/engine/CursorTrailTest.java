package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every circle of cursors is found, within a few rounds, and nothing else is taken for one. */
class CursorTrailTest {

    private static final long NEVER = -1;

    /** How many pages it takes until a source is told to circle that goes on with {@code next(i)} after page i. */
    private static long found(CursorTrail trail, long most, java.util.function.LongFunction<String> next) {
        for (long page = 0; page < most; page++) {
            Optional<String> cursor = Optional.of(next.apply(page));
            if (trail.comesBack("query", cursor)) {
                return page;
            }
            trail.passed("query", cursor);
        }
        return NEVER;
    }

    @Property
    void aCircleOfAnyLengthAfterAnyNumberOfPagesIsFoundWithinAFewRounds(
            @ForAll @IntRange(max = 300) int before, @ForAll @IntRange(min = 1, max = 300) int length) {
        long at = found(
                new CursorTrail(), 10_000, page -> page < before ? "in-" + page : "round-" + (page - before) % length);
        assertThat(at).isBetween((long) before + length, 4L * (before + length) + 4);
    }

    @Property(tries = 20)
    void aSourceThatComesToNewPlacesIsNeverTakenForOne(@ForAll @IntRange(min = 1, max = 5_000) int pages) {
        assertThat(found(new CursorTrail(), pages, Long::toString)).isEqualTo(NEVER);
    }

    @Test
    void queriesHavePlacesOfTheirOwnAndWhatIsAskedForAgainIsNoCircle() {
        CursorTrail trail = new CursorTrail();
        for (String cursor : List.of("a", "b", "c")) {
            trail.passed("first", Optional.of(cursor));
        }
        assertThat(trail.comesBack("first", Optional.of("c"))).isTrue();
        assertThat(trail.comesBack("second", Optional.of("c"))).isFalse();
        assertThat(trail.comesBack("first", Optional.empty())).isFalse();
        trail.forget();
        assertThat(trail.comesBack("first", Optional.of("c"))).isFalse();
    }
}
