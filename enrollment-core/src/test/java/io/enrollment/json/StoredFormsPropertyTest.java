package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.calendar.DueTime;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.testkit.EnrollmentArbitraries;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredFormsPropertyTest {

    private static final String UNKNOWN = "{\"newer\":{\"a\":[1,{\"b\":null}]},\"alsoNewer\":7,";

    @Provide
    Arbitrary<Enrollment> enrollments() {
        return EnrollmentArbitraries.enrollments();
    }

    @Provide
    Arbitrary<LogEntry> entries() {
        return EnrollmentArbitraries.logEntries();
    }

    @Provide
    Arbitrary<EnrollmentResult> attempts() {
        return EnrollmentArbitraries.attempts();
    }

    @Provide
    Arbitrary<DueTime> dueTimes() {
        return EnrollmentArbitraries.dueTimes();
    }

    @Property(tries = 500)
    void stateIsReadAsItWasWritten(@ForAll("enrollments") Enrollment state) {
        roundTrip(state, EnrollmentJson::write, EnrollmentJson::read);
    }

    @Property(tries = 300)
    void logEntryIsReadAsItWasWritten(@ForAll("entries") LogEntry entry) {
        roundTrip(entry, LogEntryJson::write, LogEntryJson::read);
    }

    @Property(tries = 300)
    void attemptIsReadAsItWasWritten(@ForAll("attempts") EnrollmentResult attempt) {
        roundTrip(attempt, EnrollmentResultJson::write, EnrollmentResultJson::read);
    }

    @Property(tries = 300)
    void dueTimeIsReadAsItWasWritten(@ForAll("dueTimes") DueTime due) {
        roundTrip(due, DueTimeJson::write, DueTimeJson::read);
    }

    @Example
    void whatCannotBeReadIsAnIllegalArgument() {
        for (String text : new String[] {"", "[]", "{", "{\"id\":\"e-1\"}", "{\"id\":\"\u0000\"}", "null"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentJson.read(text));
            assertThatIllegalArgumentException().isThrownBy(() -> LogEntryJson.read(text));
            assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentResultJson.read(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DueTimeJson.read("{\"at\":\"yesterday\"}"));
    }

    private static <T> void roundTrip(T value, Function<T, String> write, Function<String, T> read) {
        String text = write.apply(value);
        assertThat(read.apply(text)).isEqualTo(value);
        assertThat(read.apply(UNKNOWN + text.substring(1))).isEqualTo(value);
        assertThat(write.apply(read.apply(text))).isEqualTo(text);
    }
}
