package io.enrollment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonCategoryTest {

    @ParameterizedTest
    @CsvSource({
        "EMAIL_MISSING, MISSING_DATA",
        "PHONE_NOT_TEXTABLE, MISSING_DATA",
        "SUBJECT_DELETED, MISSING_DATA",
        "FAILED_NO_PROOF, MISSING_DATA",
        "CRITERIA_NOT_MET, CRITERIA",
        "SUBJECT_TYPE_MISMATCH, CRITERIA",
        "PLAN_ENDED, CRITERIA",
        "EXCLUDED:staff, CRITERIA",
        "EXCLUDED:ERROR, CRITERIA",
        "SOMETHING_OF_THE_HOST, CRITERIA",
        "ALREADY_IN_QUEUE, CONFLICT",
        "COOL_DOWN, CONFLICT",
        "MARKETING_EXCLUSION, CONFLICT",
        "OPTED_OUT_ALL, OPT_OUT",
        "CHANNEL_OPTED_OUT, OPT_OUT",
        "DNC_NATIONAL, OPT_OUT",
        "FAILED_WITHDRAWN, OPT_OUT",
        "FAILED_NO_CONSENT, OPT_OUT",
        "FAILED_LOOKAHEAD:FAILED_NO_CONSENT, OPT_OUT",
        "FAILED_LOOKAHEAD:FAILED_NO_PROOF, MISSING_DATA",
        "ERROR, ERROR",
        "EXCLUSION_UNKNOWN, ERROR"
    })
    void everyCodeHasItsCategory(String reason, ReasonCategory category) {
        assertThat(ReasonCategory.of(reason)).isEqualTo(category);
    }

    @Test
    void everyCodeOfARefusalIsSortedOnPurpose() throws IllegalAccessException {
        Set<String> criteria = Set.of(
                "SUBJECT_TYPE_MISMATCH",
                "PLAN_NOT_STARTED",
                "PLAN_ENDED",
                "PLAN_ARCHIVED",
                "CRITERIA_NOT_MET",
                "EXCLUDED:",
                "NOT_ENROLLED");
        Set<String> noRefusal = Arrays.stream(Reasons.class.getFields())
                .map(ReasonCategoryTest::code)
                .filter(code -> ReasonCategory.of(code) == ReasonCategory.CRITERIA && !criteria.contains(code))
                .collect(Collectors.toSet());

        assertThat(noRefusal)
                .allMatch(code -> code.startsWith("NA_")
                        || code.startsWith("PASSED_")
                        || code.startsWith("NO")
                        || code.endsWith("_OK")
                        || code.equals(Reasons.FAILED_LOOKAHEAD) // sorted by what follows it
                        || Set.of(
                                        "TEXT_UNKNOWN_LINE",
                                        "RESTART_ACTIVE",
                                        "EVENT_NEW",
                                        "UNIQUE_EVENT_OFF",
                                        "INBOUND_OVERRIDES",
                                        "OVERRIDDEN")
                                .contains(code));
    }

    @Property
    void itIsTotal(@ForAll String any) {
        assertThat(ReasonCategory.of(any)).isNotNull();
    }

    private static String code(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException unreachable) {
            throw new AssertionError(unreachable);
        }
    }
}
