package io.enrollment.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.run.RunId;
import io.enrollment.subject.OrganizationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reason that no candidate can have found nobody on one database, and broke the statement on another. */
class CandidateReasonTest {

    private static CandidateQuery.Builder query() {
        CandidateQuery.Builder query = CandidateQuery.builder();
        return query.organization(OrganizationId.of("acme")).run(RunId.of("r-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nul \u0000", "line\nfeed", "half \ud83d"})
    void itIsRefusedWithItsRule(String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query().reason(reason).build())
                .withMessageStartingWith("candidate reason: \"")
                .withMessageContaining("is refused: must be ");
    }

    @Test
    void theLongestOneIsLookedFor() {
        String longest = "x".repeat(600);
        assertThat(query().reason(longest).build().reason()).contains(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query().reason(longest + "x").build())
                .withMessageContaining("must be 1 to 600 code points");
    }
}
