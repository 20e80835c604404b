package io.enrollment.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verdict on a cluster finds every way in which a promise can be broken. */
class VerdictTest {

    private static final String KEY = "e1:one:1";
    private static final String OTHER = "e2:one:1";

    private final Set<String> enrolled = new HashSet<>(Set.of("e1", "e2"));
    private final Set<String> expected = new HashSet<>(Set.of(KEY, OTHER));
    private final Map<String, EnrollmentStatus> statuses =
            new HashMap<>(Map.of("e1", EnrollmentStatus.COMPLETED, "e2", EnrollmentStatus.COMPLETED));
    private final Map<String, List<LogKind>> logged =
            new HashMap<>(Map.of(KEY, List.of(LogKind.SENT), OTHER, List.of(LogKind.SENT)));
    private final List<Receipt> receipts = new ArrayList<>(List.of(receipt(KEY, false), receipt(OTHER, false)));
    private final Set<String> inDoubt = new HashSet<>();
    private final Set<String> unanswered = new HashSet<>();
    private final Set<String> trapped = new HashSet<>();
    private final List<String> findings = new ArrayList<>();
    private boolean queued;

    private static Receipt receipt(String key, boolean recognized) {
        return new Receipt(key, "node-1", "Hello", Duration.ofSeconds(1).toNanos(), recognized);
    }

    private List<String> verdict(ProviderKind kind) {
        return Verdict.of(new Observed(
                kind, enrolled, expected, statuses, logged, findings, queued, receipts, inDoubt, unanswered, trapped));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWhenEveryMessageArrivedOnce(ProviderKind kind) {
        assertThat(verdict(kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEnrollmentThatIsNotStoredIsLost(ProviderKind kind) {
        statuses.remove("e1");
        assertThat(verdict(kind)).containsExactly("lost: enrollment e1 is not stored");
    }

    @ParameterizedTest
    @EnumSource
    void anEnrollmentThatDidNotComeToItsEndIsStuck(ProviderKind kind) {
        statuses.put("e1", EnrollmentStatus.FAILED);
        assertThat(verdict(kind)).containsExactly("stuck: enrollment e1 is FAILED");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStillInTheQueueIsStuck(ProviderKind kind) {
        queued = true;
        assertThat(verdict(kind)).containsExactly("stuck: something is still in the queue");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOfNobodyIsInvented(ProviderKind kind) {
        receipts.add(receipt("e9:one:1", false));
        statuses.put("e9", EnrollmentStatus.COMPLETED);
        assertThat(verdict(kind))
                .containsExactly(
                        "invented: e9:one:1 belongs to nothing that was enrolled",
                        "invented: enrollment e9 was never reported as made");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWasNeverSettledIsLost(ProviderKind kind) {
        logged.put(KEY, List.of(LogKind.RETRYING));
        assertThat(verdict(kind)).containsExactly("lost: " + KEY + " was never settled");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWasSettledTwiceIsSeen(ProviderKind kind) {
        logged.put(KEY, List.of(LogKind.SENT, LogKind.SENT));
        assertThat(verdict(kind)).containsExactly("twice: " + KEY + " was settled 2 times");
    }

    @Test
    void aRepetitionThatIsRecognizedIsNone() {
        receipts.add(receipt(KEY, true));
        assertThat(verdict(ProviderKind.DEDUPE)).isEmpty();
    }

    @Test
    void aRepetitionThatIsNotRecognizedIsASecondMessage() {
        receipts.add(receipt(KEY, false));
        assertThat(verdict(ProviderKind.DEDUPE)).containsExactly("twice: " + KEY + " was accepted 2 times");
        assertThat(verdict(ProviderKind.PLAIN)).containsExactly("twice: " + KEY + " was handed off 2 times");
    }

    @Test
    void aRepetitionWithOtherWordsIsSeen() {
        receipts.add(new Receipt(KEY, "node-2", "Hello from another node", 0, true));
        assertThat(verdict(ProviderKind.DEDUPE))
                .containsExactly("changed: " + KEY + " was handed off with 2 different messages");
    }

    @ParameterizedTest
    @EnumSource
    void whatAnAuditFindsIsAFault(ProviderKind kind) {
        findings.add("NOT_QUEUED e1");
        assertThat(verdict(kind)).containsExactly("audit: NOT_QUEUED e1");
    }

    @Test
    void aMessageThatNeverArrivedIsLost() {
        receipts.remove(0);
        assertThat(verdict(ProviderKind.DEDUPE)).containsExactly("lost: " + KEY + " was never accepted");
        assertThat(verdict(ProviderKind.PLAIN)).containsExactly("lost: " + KEY + " was never handed off");
    }

    @Test
    void aProviderThatRecognizesKeysLeavesNothingUncertain() {
        logged.put(KEY, List.of(LogKind.UNCERTAIN));
        assertThat(verdict(ProviderKind.DEDUPE))
                .containsExactly("uncertain: " + KEY + ", although the provider recognizes repetitions");
    }

    @Test
    void whatWasInDoubtIsUncertain_whetherOrNotItArrived() {
        logged.put(KEY, List.of(LogKind.UNCERTAIN));
        inDoubt.add(KEY);
        trapped.add(KEY);
        assertThat(verdict(ProviderKind.PLAIN)).isEmpty();
        receipts.remove(0);
        assertThat(verdict(ProviderKind.PLAIN)).isEmpty();
    }

    @Test
    void whatALivingNodeGotNoAnswerToIsUncertainToo_butNoReasonToHandItOffTwice() {
        logged.put(KEY, List.of(LogKind.UNCERTAIN));
        unanswered.add(KEY);
        assertThat(verdict(ProviderKind.PLAIN)).isEmpty();
        receipts.add(receipt(KEY, false));
        assertThat(verdict(ProviderKind.PLAIN)).containsExactly("twice: " + KEY + " was handed off 2 times");
    }

    @Test
    void whatWasNotInDoubtMustNotBeUncertain() {
        logged.put(KEY, List.of(LogKind.UNCERTAIN));
        assertThat(verdict(ProviderKind.PLAIN)).containsExactly("uncertain: " + KEY + ", which was not in doubt");
    }

    @Test
    void whatWasInDoubtMustNotBeTakenForSent() {
        inDoubt.add(KEY);
        assertThat(verdict(ProviderKind.PLAIN)).containsExactly("in doubt: " + KEY + " was not put down as uncertain");
    }

    @Test
    void whatWasAtAPlainProviderWhenItsNodeDiedMustHaveBeenMarked() {
        trapped.add(KEY);
        assertThat(verdict(ProviderKind.PLAIN))
                .containsExactly("in doubt: " + KEY + " was at the provider when its node died, but was not marked");
    }
}
