package io.enrollment.json;

import static io.enrollment.calendar.QuietHoursTable.Use.CALL;
import static io.enrollment.calendar.QuietHoursTable.Use.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.QuietHours;
import io.enrollment.calendar.QuietHoursRule;
import io.enrollment.calendar.QuietHoursTable;
import io.enrollment.calendar.QuietHoursTable.Use;
import io.enrollment.calendar.SendWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuietHoursJsonTest {

    private static final QuietHoursTable TABLE = QuietHoursJson.builtIn();
    private static final String HOURS = "{'texts': {'daily': ['08:00-21:00']}, 'calls': {'daily': ['08:00-21:00']}}";
    private static final String SMALL = "{'format': 'enrollment-quiet-hours/1', 'fallback': " + HOURS + ", 'strict': "
            + HOURS + ", 'rules': [], 'unknown': ['UTC'], 'zones': {'FR': ['Europe/Paris']}}";

    private static QuietHours gate(String country, String region, Use use) {
        return TABLE.gateFor(
                Optional.of(country).filter(text -> !text.isEmpty()),
                Optional.of(region).filter(text -> !text.isEmpty()),
                Optional.empty(),
                use);
    }

    private static QuietHoursTable read(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return QuietHoursJson.read(new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "US, FL, TEXT, 2026-03-05, 08:00, 20:00",
        "US, WA, TEXT, 2026-03-05, 08:00, 20:00",
        "US, OK, TEXT, 2026-03-05, 08:00, 20:00",
        "US, OR, CALL, 2026-03-05, 08:00, 20:00",
        "US, MD, CALL, 2026-03-08, 08:00, 20:00",
        "US, CT, TEXT, 2026-03-05, 09:00, 20:00",
        "US, TX, TEXT, 2026-03-07, 09:00, 21:00",
        "US, TX, CALL, 2026-03-08, 12:00, 21:00",
        "US, CA, TEXT, 2026-03-05, 08:00, 21:00",
        "CA, ON, TEXT, 2026-03-05, 08:00, 21:00",
        "CA, ON, CALL, 2026-03-05, 09:00, 21:30",
        "CA, ON, CALL, 2026-03-07, 10:00, 18:00",
        "CA, ON, CALL, 2026-03-08, 10:00, 18:00",
        "GB, '', TEXT, 2026-03-05, 08:00, 21:00"
    })
    void theShippedRulesOpenAndCloseAsTheirSourcesSay(
            String country, String region, Use use, LocalDate date, String opens, String closes) {
        ZoneId zone = ZoneId.of("America/Chicago");
        QuietHours hours = TABLE.gateFor(
                Optional.of(country), Optional.of(region).filter(text -> !text.isEmpty()), Optional.of(zone), use);
        Instant open = LocalDateTime.parse(date + "T" + opens).atZone(zone).toInstant();
        Instant close = LocalDateTime.parse(date + "T" + closes).atZone(zone).toInstant();

        assertThat(hours.isOpen(open.minusNanos(1))).isFalse();
        assertThat(hours.isOpen(open)).isTrue();
        assertThat(hours.isOpen(close.minusNanos(1))).isTrue();
        assertThat(hours.isOpen(close)).isFalse();
    }

    @Test
    void everyShippedRuleHasASourceAndADate() {
        assertThat(TABLE.rules()).hasSize(9).allSatisfy(rule -> {
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.asOf()).isAfter(LocalDate.of(2026, 1, 1));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theStrictHoursAreWithinEveryRule(Use use) {
        SendWindow strict = TABLE.strict().window(use);
        Instant monday = Instant.parse("2026-03-02T00:00:00Z");
        for (Instant at = monday; at.isBefore(monday.plus(Duration.ofDays(7))); at = at.plus(Duration.ofMinutes(15))) {
            if (strict.isOpen(at, ZoneOffset.UTC)) {
                assertThat(TABLE.fallback().window(use).isOpen(at, ZoneOffset.UTC))
                        .isTrue();
                for (QuietHoursRule rule : TABLE.rules()) {
                    assertThat(rule.hours().window(use).isOpen(at, ZoneOffset.UTC))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceThatIsNotKnownStillHasHoursEachWeek(Use use) {
        for (String start : List.of("2026-01-05T00:00:00Z", "2026-07-06T00:00:00Z")) {
            Instant monday = Instant.parse(start);
            assertThat(gate("", "", use).nextOpening(monday))
                    .hasValueSatisfying(at -> assertThat(at).isBefore(monday.plus(Duration.ofDays(1))));
            assertThat(gate("US", "", use).nextOpening(monday)).isPresent();
            assertThat(gate("CA", "", use).nextOpening(monday)).isPresent();
        }
    }

    @Test
    void theStrictTextsAreThoseOfTheComposite() {
        ZoneId zone = ZoneId.of("America/New_York");
        QuietHours hours = TABLE.gateFor(Optional.of("US"), Optional.empty(), Optional.of(zone), TEXT);

        assertThat(hours.nextOpening(
                        LocalDateTime.parse("2026-03-07T20:00").atZone(zone).toInstant()))
                .contains(LocalDateTime.parse("2026-03-08T12:00").atZone(zone).toInstant());
        assertThat(hours.nextOpening(
                        LocalDateTime.parse("2026-03-08T20:00").atZone(zone).toInstant()))
                .contains(LocalDateTime.parse("2026-03-09T09:00").atZone(zone).toInstant());
    }

    @Test
    void everyCountryAndStateHasItsZones() {
        assertThat(gate("GB", "", TEXT).zones()).containsExactly(ZoneId.of("Europe/London"));
        assertThat(gate("AU", "", TEXT).zones()).contains(ZoneId.of("Australia/Lord_Howe"));
        assertThat(gate("US", "CT", TEXT).zones()).containsExactly(ZoneId.of("America/New_York"));
        assertThat(gate("US", "FL", TEXT).zones()).hasSize(2);
        assertThat(gate("CA", "NL", CALL).zones()).contains(ZoneId.of("America/St_Johns"));
        assertThat(TABLE.zones().places()).hasSizeGreaterThan(300);
        assertThat(TABLE.zones().places().keySet().stream().filter(place -> place.startsWith("US-")))
                .hasSize(56);
        assertThat(TABLE.zones().places().keySet().stream().filter(place -> place.startsWith("CA-")))
                .hasSize(13);
    }

    @Test
    void aTableOfTheHostIsReadAsWritten() {
        QuietHoursTable table = read(SMALL);

        assertThat(table.rules()).isEmpty();
        assertThat(table.fallback().texts()).isEqualTo(SendWindow.daily("08:00", "21:00"));
        assertThat(table.zones().unknown()).containsExactly(ZoneId.of("UTC"));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'rules': []|'rules': {}|/rules",
                "'rules': []|'rules': [{'country': 'US'}]|/rules/0/texts",
                "'rules': []|'rules': [{'country': 'US', 'city': 'x'}]|/rules/0/city",
                "'rules': []|'ruled': []|/ruled",
                "'UTC'|'Mars/Base'|/unknown/0",
                "['UTC']|[]|/unknown",
                "['Europe/Paris']|[]|/zones/FR",
                "'Europe/Paris'|7|/zones/FR/0",
                "enrollment-quiet-hours/1|enrollment-quiet-hours/2|/format",
                "'daily'|'dayly'|/fallback/texts/dayly",
                "08:00-21:00|8-21|/fallback/texts/daily/0"
            })
    void aFaultIsNamedByItsPath(String what, String by, String path) {
        String json = SMALL.replaceFirst(Pattern.quote(what), by);

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> read(json))
                .satisfies(refusal ->
                        assertThat(refusal.faults()).extracting(JsonFault::path).containsExactly(path));
    }

    @Test
    void everyFaultIsReportedNotOnlyTheFirst() {
        String json = SMALL.replace("08:00-21:00", "never").replace("'rules': []", "'rules': [7, 'x']");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> read(json))
                .satisfies(refusal -> assertThat(refusal.faults())
                        .extracting(JsonFault::path)
                        .containsExactly("/fallback/texts/daily/0", "/strict/texts/daily/0", "/rules/0", "/rules/1"));
    }

    @Test
    void aRuleThatIsImpossibleOrNamedTwiceIsAFault() {
        String hours = "'texts': {}, 'calls': {}, 'source': 's', 'asOf': '2026-10-08'";
        String twice = SMALL.replace(
                "'rules': []", "'rules': [{'country': 'US', " + hours + "}, {'country': 'US', " + hours + "}]");
        String wrong = SMALL.replace("'rules': []", "'rules': [{'country': 'usa', " + hours + "}]");
        String date =
                SMALL.replace("'rules': []", "'rules': [{'country': 'US', " + hours.replace("10-08", "02-30") + "}]");

        assertThatThrownBy(() -> read(twice)).hasMessageContaining("name each place once");
        assertThatThrownBy(() -> read(wrong)).hasMessageContaining("/rules/0").hasMessageContaining("upper case");
        assertThatThrownBy(() -> read(date)).hasMessageContaining("/rules/0/asOf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "{", "[]", "{} {}", "{'a': 1, 'a': 2}", "null"})
    void whatIsNotOneDocumentIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidDocumentException.class);
    }

    @Test
    void aStreamThatFailsIsReportedAsSuch() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };

        assertThatThrownBy(() -> QuietHoursJson.read(broken)).isInstanceOf(UncheckedIOException.class);
    }
}
