package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Verdict;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

    private static final CheckResult EXCLUDED = CheckResult.failed(CheckName.MARKETING_EXCLUSION, "EXCLUDED")
            .fact("days", 30)
            .earliestPassAt(Instant.parse("2026-03-04T05:00:00Z"))
            .build();
    private static final CheckResult BOUNCED = CheckResult.failed(CheckName.VALID_EMAIL, "EMAIL_BOUNCED")
            .wouldPassIf("another \"address\" is given")
            .build();
    private static final CheckResult NOT_NEEDED =
            CheckResult.notApplicable(CheckName.VALID_MESSAGE, "NOT_NEEDED").build();

    @Test
    void everyMemberIsAlwaysThere() {
        Verdict verdict = new Verdict(List.of(EXCLUDED, NOT_NEEDED, BOUNCED));
        assertThat(ResultJson.write(SubjectId.of("lead-42"), verdict))
                .isEqualTo("{\"subject\":\"lead-42\",\"eligible\":false,\"reason\":\"EMAIL_BOUNCED\",\"checks\":["
                        + "{\"check\":\"VALID_EMAIL\",\"result\":\"FAILED\",\"reason\":\"EMAIL_BOUNCED\","
                        + "\"evidence\":{\"wouldPassIf\":\"another \\\"address\\\" is given\"},\"earliestPassAt\":null},"
                        + "{\"check\":\"VALID_MESSAGE\",\"result\":\"NOT_APPLICABLE\",\"reason\":\"NOT_NEEDED\","
                        + "\"evidence\":{},\"earliestPassAt\":null},"
                        + "{\"check\":\"MARKETING_EXCLUSION\",\"result\":\"FAILED\",\"reason\":\"EXCLUDED\","
                        + "\"evidence\":{\"days\":\"30\"},\"earliestPassAt\":\"2026-03-04T05:00:00Z\"}]}");
    }

    @Test
    void anEligibleSubjectHasNoReason() {
        assertThat(ResultJson.write(SubjectId.of("lead-1"), new Verdict(List.of())))
                .isEqualTo("{\"subject\":\"lead-1\",\"eligible\":true,\"reason\":null,\"checks\":[]}");
        assertThat(ResultJson.write(NOT_NEEDED))
                .isEqualTo("{\"check\":\"VALID_MESSAGE\",\"result\":\"NOT_APPLICABLE\",\"reason\":\"NOT_NEEDED\","
                        + "\"evidence\":{},\"earliestPassAt\":null}");
    }
}
