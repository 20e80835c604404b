package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredTimesTest {

    private static final String TEMPLATE = "2024-02-29T23:59:59.123456789Z";

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(-70_000_000_000L, 260_000_000_000L),
                Arbitraries.longs().between(0, 70_000_000).map(minutes -> minutes * 60),
                Arbitraries.longs()
                        .between(
                                Instant.MIN.getEpochSecond() + 86_400L * 366,
                                Instant.MAX.getEpochSecond() - 86_400L * 366));
        Arbitrary<Integer> nanos = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 999_999_999),
                Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
                Arbitraries.integers().between(0, 999_999).map(micros -> micros * 1_000),
                Arbitraries.just(0));
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> nearlyTimes() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, TEMPLATE.length() - 1);
        Arbitrary<Character> signs = Arbitraries.of(
                "0123456789-+:.TtZz \u0665".chars().mapToObj(c -> (char) c).toList());
        Arbitrary<Integer> ends = Arbitraries.integers().between(0, TEMPLATE.length());
        return Combinators.combine(places, signs, places, signs, ends, Arbitraries.of("", "Z"))
                .as((at, sign, at2, sign2, end, last) -> {
                    StringBuilder text = new StringBuilder(TEMPLATE);
                    text.setCharAt(at, sign);
                    text.setCharAt(at2, sign2);
                    return text.substring(0, end) + last;
                });
    }

    @Property(tries = 2000)
    void instantsAreWrittenAndReadAsJavaTimeDoes(@ForAll("instants") Instant at) {
        String text = StoredTimes.write(at);
        assertThat(text).isEqualTo(at.toString());
        assertThat(StoredTimes.instant(text)).isEqualTo(at);
    }

    @Property(tries = 2000)
    void localTimesAreWrittenAndReadAsJavaTimeDoes(@ForAll("instants") Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        String text = StoredTimes.write(local);
        assertThat(text).isEqualTo(local.toString());
        assertThat(StoredTimes.local(text)).isEqualTo(local);
    }

    @Property(tries = 5000)
    void otherTextsAreReadOrRefusedAsJavaTimeDoes(@ForAll("nearlyTimes") String text) {
        sameAs(text, Instant::parse, StoredTimes::instant);
        sameAs(text, LocalDateTime::parse, StoredTimes::local);
    }

    @Example
    void theEdgesOfTheCalendarAreAsInJavaTime() {
        for (String text : new String[] {
            "",
            "Z",
            "T",
            "2026-02-29T00:00:00Z",
            "2024-02-29T24:00:00Z",
            "2026-02-28T23:59:60Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+10000-01-01T00:00:00Z",
            "-0001-12-31T23:59:59Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567890Z",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00.5",
            "2026-01-01T00:00:",
            "2026-01-01t00:00:00z",
            "2026-01-01T00:00:00+01:00"
        }) {
            sameAs(text, Instant::parse, StoredTimes::instant);
            sameAs(text, LocalDateTime::parse, StoredTimes::local);
        }
        for (Instant at : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH}) {
            assertThat(StoredTimes.write(at)).isEqualTo(at.toString());
        }
        assertThat(StoredTimes.write(LocalDateTime.MIN)).isEqualTo(LocalDateTime.MIN.toString());
    }

    private static <T> void sameAs(String text, Function<String, T> javaTime, Function<String, T> stored) {
        Throwable refused = catchThrowable(() -> javaTime.apply(text));
        if (refused == null) {
            assertThat(stored.apply(text)).isEqualTo(javaTime.apply(text));
        } else {
            assertThat(catchThrowable(() -> stored.apply(text)))
                    .hasSameClassAs(refused)
                    .hasMessage(refused.getMessage());
        }
    }
}
