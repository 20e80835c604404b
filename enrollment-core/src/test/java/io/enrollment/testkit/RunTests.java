package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.LEASE;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.Reasons;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.run.Candidate;
import io.enrollment.run.CandidateStatus;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunCourse;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.CandidateItem;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.Change;
import io.enrollment.spi.ExpiryRecord;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.RunChunk;
import io.enrollment.spi.RunClaim;
import io.enrollment.spi.RunExpiries;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunQuery;
import io.enrollment.spi.RunRecord;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Enroller runs. */
abstract class RunTests extends StoreTests {

    private static final PageRequest PAGE = PageRequest.first(100);
    private static final Optional<String> THROUGH = Optional.empty();

    private RunScene runs() {
        return new RunScene(scene());
    }

    private RunStore store() {
        return runs().store();
    }

    private List<Candidate> candidates(EnrollerRun run) {
        return StoreInvariants.everyCandidate(store(), run);
    }

    @Test
    void whatIsCreatedIsFoundAsItWas_R1() {
        EnrollerRun run = runs().created("r-1");
        assertThat(store().find(ACME, run.id())).contains(run);
        EnrollerRun other = run.toBuilder().actor("somebody else").build();
        assertThat(store().create(other)).isEqualTo(run);
        assertThat(store().find(ACME, RunId.of("r-2"))).isEmpty();
    }

    @Test
    void aRunIsInOneLiveClaim_R2() {
        EnrollerRun run = runs().created("r-1");
        RunClaim claim = runs().claimed();
        assertThat(claim.run()).isEqualTo(run);
        assertThat(runs().claim(T0)).isEmpty();
        store().release(claim.lease());
        RunClaim second = runs().claimed();
        assertThat(second.lease().fence()).isGreaterThan(claim.lease().fence());
        store().release(claim.lease());
        assertThat(runs().claim(T0)).as("an old lease releases nothing").isEmpty();
    }

    @Test
    void whatIsDueLongestIsClaimedFirstAndNothingBeforeItsTime_R2() {
        store().create(runs().wanted(ACME, "later", RunPurpose.DEFAULT, T0.plusSeconds(60)));
        store().create(runs().wanted(OTHER, "sooner", RunPurpose.DEFAULT, T0.minusSeconds(60)));
        assertThat(store().earliestDue()).contains(T0.minusSeconds(60));
        assertThat(runs().claimed().run().id()).isEqualTo(RunId.of("sooner"));
        assertThat(runs().claim(T0)).isEmpty();
        assertThat(runs().claim(T0.plusSeconds(60))).isPresent();
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndTheOldWorkerHasLost_R2_R4() {
        runs().created("r-1");
        RunClaim old = runs().begun();
        leasesRunOut();
        RunClaim fresh = runs().claimed();
        assertThat(fresh.run()).isEqualTo(old.run());
        RunChunk chunk = runs().chunk(old.run(), "first", THROUGH, List.of("ann"), List.of());
        RunRecord late = store().record(old.lease(), chunk, LEASE);
        assertThat(late).isEqualTo(new RunRecord(ApplyOutcome.STALE, Optional.empty()));
        assertThat(candidates(old.run())).isEmpty();
        assertThat(runs().recorded(fresh, chunk).funnel().enrolled()).isEqualTo(1);
    }

    @Test
    void aLeaseThatIsProlongedHoldsAndALostOneChangesNothing_R9() {
        runs().created("r-1");
        RunLease lease = runs().begun().lease();
        assertThat(store().prolong(lease, LEASE.multipliedBy(3).plusMinutes(2))).isTrue();
        leasesRunOut();
        assertThat(runs().claim(T0)).isEmpty();
        store().release(lease);
        assertThat(store().prolong(lease, LEASE)).isFalse();
        assertThat(runs().claim(T0)).isPresent();
    }

    @Test
    void aCandidateWithANameThatADatabaseCannotHoldIsKeptWithTheOthers_R3() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        RunChunk chunk = runs().chunk(claim.run(), "first", THROUGH, List.of("ann", "bob"), List.of());
        List<CandidateItem> odd = chunk.candidates().stream()
                .map(item -> new CandidateItem(
                        named(item.candidate(), "nul \u0000 half \ud83d \ud83d\ude42"), item.enrollment()))
                .toList();
        assertThat(runs().recorded(claim, new RunChunk(chunk.before(), chunk.counts(), odd))
                        .funnel()
                        .enrolled())
                .isEqualTo(2);
        assertThat(candidates(claim.run()))
                .extracting(Candidate::name)
                .containsOnly(Optional.of("nul \ufffd half \ufffd \ud83d\ude42"));
    }

    private static Candidate named(Candidate one, String name) {
        return new Candidate(one.run(), one.position(), one.query(), Optional.of(name), one.result());
    }

    @Test
    void runsAreListedFromTheBeginningToTheEndOfTime() {
        EnrollerRun run = runs().created("r-1");
        RunQuery.Builder always = RunQuery.builder();
        always.organization(ACME).from(Instant.MIN).until(Instant.MAX);
        assertThat(store().list(always.build(), PageRequest.first(10)).items()).containsExactly(run);
        RunQuery.Builder never = RunQuery.builder();
        never.organization(ACME).from(Instant.MAX);
        assertThat(store().list(never.build(), PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void oldCandidatesOfRunsThatHaveEndedAreForgottenUnlessTheirEnrollmentIsStored_R10() {
        EnrollerRun old = runs().wanted(ACME, "old", RunPurpose.DEFAULT, T0);
        store().create(old.toBuilder().reason(StoreInvariants.PURGED).build());
        RunClaim claim = runs().begun();
        RunChunk chunk =
                runs().chunk(claim.run(), "first", THROUGH, List.of("ann"), List.of("bob", "cid", "dan", "eve"));
        EnrollerRun ended = RunCourse.canceled(runs().recorded(claim, chunk), "anna", T0);
        assertThat(store().settle(claim.lease(), ended, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        runs().created("running");
        RunClaim second = runs().begun();
        EnrollerRun running =
                runs().recorded(second, runs().chunk(second.run(), "first", THROUGH, List.of(), List.of("fay")));
        purged(T0);
        assertThat(candidates(ended)).as("not old enough").hasSize(5);
        purged(T0.plusSeconds(60));
        assertThat(candidates(ended))
                .extracting(one -> one.result().subject().value())
                .containsExactly("ann");
        assertThat(candidates(running)).as("of a run that has not ended").hasSize(1);
        assertThat(store().find(ACME, ended.id())).contains(ended);
    }

    private void purged(Instant before) {
        PurgeRequest two = new PurgeRequest(ACME, before, 2, Optional.empty());
        Optional<String> next = store().purge(two);
        while (next.isPresent()) {
            next = store().purge(two.after(next.get()));
        }
    }

    @Test
    void whatHasEndedOrAwaitsAPersonIsNotClaimed_R2() {
        EnrollerRun run = runs().created("r-1");
        RunClaim claim = runs().claimed();
        EnrollerRun held = RunCourse.held(run, "42 of 50 are eligible");
        assertThat(store().settle(claim.lease(), held, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(runs().claim(T0)).isEmpty();
        assertThat(store().earliestDue()).isEmpty();
        EnrollerRun confirmed = RunCourse.confirmed(held, "ann", T0);
        assertThat(store().change(held, confirmed)).isEqualTo(ApplyOutcome.APPLIED);
        RunClaim again = runs().claimed();
        EnrollerRun ended = RunCourse.notApplicable(confirmed, "nobody", T0);
        assertThat(store().settle(again.lease(), ended, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(runs().claim(T0)).isEmpty();
        assertThat(store().find(ACME, run.id())).contains(ended);
    }

    @Test
    void aChunkIsStoredWithCandidatesEnrollmentsAndCounts_R3() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        RunChunk chunk = runs().chunk(claim.run(), "first", Optional.of("bob"), List.of("ann", "bob"), List.of("carl"));
        EnrollerRun after = runs().recorded(claim, chunk);
        assertThat(store().find(ACME, after.id())).contains(after);
        assertThat(after.query("first").orElseThrow().cursor()).contains("bob");
        assertThat(after.found()).isEqualTo(3);
        assertThat(candidates(after))
                .extracting(Candidate::status)
                .containsExactly(CandidateStatus.SUCCESS, CandidateStatus.SUCCESS, CandidateStatus.ERROR);
        assertThat(candidates(after))
                .isEqualTo(chunk.candidates().stream()
                        .map(CandidateItem::candidate)
                        .toList());
        assertThat(scene().claim(10)).hasSize(2);
    }

    @Test
    void aLostRaceIsARefusedCandidate_R3() {
        enrolled("ann");
        runs().created("r-1");
        RunClaim claim = runs().begun();
        EnrollerRun after =
                runs().recorded(claim, runs().chunk(claim.run(), "first", THROUGH, List.of("ann", "bob"), List.of()));
        assertThat(after.funnel().enrolled()).isEqualTo(1);
        assertThat(after.funnel().stage(FunnelStage.SUCCESS).rejections())
                .containsExactly(java.util.Map.entry(Reasons.ALREADY_IN_QUEUE, 1L));
        assertThat(candidates(after).get(0).result().refusal()).contains(Reasons.ALREADY_IN_QUEUE);
    }

    @Test
    void aRepeatedChunkIsRecognizedAndChangesNothing_R5() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        RunChunk chunk = runs().chunk(claim.run(), "first", Optional.of("ann"), List.of("ann"), List.of("bob"));
        EnrollerRun after = runs().recorded(claim, chunk);
        RunRecord again = store().record(claim.lease(), chunk, LEASE);
        assertThat(again).isEqualTo(new RunRecord(ApplyOutcome.ALREADY_APPLIED, Optional.of(after)));
        assertThat(candidates(after)).hasSize(2);
    }

    @Test
    void aChunkThatFailsLeavesNothingBehind() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        RunChunk good = runs().chunk(claim.run(), "first", THROUGH, List.of("ann"), List.of());
        CandidateItem foreign = good.candidates().get(0);
        enrolled("zoe");
        var known = scene().claimOne().enrollment();
        var clash = scene().first("bob").toBuilder().id(known.id()).build();
        RunChunk bad = new RunChunk(
                claim.run(),
                good.counts(),
                List.of(new CandidateItem(
                        foreign.candidate().with(scene().item(made(clash)).attempt()), Optional.of(made(known)))));
        assertThatThrownBy(() -> store().record(claim.lease(), bad, LEASE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().find(ACME, claim.run().id())).contains(claim.run());
        assertThat(candidates(claim.run())).isEmpty();
    }

    @Test
    void aSettlementIsFencedAndItsRepetitionRecognized_R6() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        EnrollerRun failed = RunCourse.queryFailed(claim.run(), "first", "no connection", T0);
        assertThat(store().settle(claim.lease(), failed, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(store().settle(claim.lease(), failed, LEASE)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        EnrollerRun ended = RunCourse.failed(failed, "given up", T0);
        assertThat(store().settle(claim.lease(), ended, LEASE)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(store().settle(claim.lease(), ended, LEASE)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        EnrollerRun unknown = runs().wanted(ACME, "nowhere", RunPurpose.DEFAULT, T0);
        var foreign = new io.enrollment.spi.RunLease(ACME, unknown.id(), 1, "token");
        assertThat(store().settle(foreign, unknown, LEASE)).isEqualTo(ApplyOutcome.GONE);
    }

    @Test
    void whatIsExpiredAndItsCountAreStoredTogetherAndOnlyOnce_R8() {
        Enrollment ann = enrolled("ann");
        Enrollment bob = enrolled("bob");
        runs().created("r-1");
        RunClaim claim = runs().begun();
        Change stale = Moves.stopped(bob, T0);
        scene().applied(Moves.paused(bob, T0));
        RunExpiries page =
                new RunExpiries(claim.run(), List.of(Moves.stopped(ann, T0), stale), Optional.of("further on"));
        ExpiryRecord record = store().expire(claim.lease(), page, LEASE);
        EnrollerRun after = RunCourse.expired(claim.run(), 1, Optional.of("further on"));
        assertThat(record)
                .isEqualTo(new ExpiryRecord(
                        ApplyOutcome.APPLIED, Optional.of(after), page.changes().subList(0, 1)));
        assertThat(store().find(ACME, after.id())).contains(after);
        assertThat(scene().stored(ann).orElseThrow().status().isTerminal()).isTrue();
        assertThat(scene().stored(bob).orElseThrow().status().isTerminal()).isFalse();
        assertThat(store().expire(claim.lease(), page, LEASE))
                .isEqualTo(ExpiryRecord.nothing(ApplyOutcome.ALREADY_APPLIED, Optional.of(after)));
    }

    @Test
    void whoHasLostTheRunExpiresNobody_R8() {
        Enrollment ann = enrolled("ann");
        runs().created("r-1");
        RunClaim old = runs().begun();
        leasesRunOut();
        runs().claimed();
        RunExpiries page = new RunExpiries(old.run(), List.of(Moves.stopped(ann, T0)), Optional.empty());
        assertThat(store().expire(old.lease(), page, LEASE))
                .isEqualTo(ExpiryRecord.nothing(ApplyOutcome.STALE, Optional.empty()));
        assertThat(scene().stored(ann)).contains(ann);
    }

    @Test
    void aCommandTakesTheRunAwayFromItsWorker_R7() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        EnrollerRun canceled = RunCourse.canceled(claim.run(), "Ann", T0);
        assertThat(store().change(claim.run(), canceled)).isEqualTo(ApplyOutcome.APPLIED);
        assertThat(store().change(claim.run(), canceled)).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
        assertThat(store().change(claim.run(), RunCourse.canceled(claim.run(), "Bob", T0)))
                .isEqualTo(ApplyOutcome.STALE);
        RunChunk chunk = runs().chunk(claim.run(), "first", THROUGH, List.of("ann"), List.of());
        assertThat(store().record(claim.lease(), chunk, LEASE).outcome()).isEqualTo(ApplyOutcome.STALE);
        assertThat(scene().claim(1)).isEmpty();
    }

    @Test
    void candidatesAreFilteredByStatusCheckAndReason() {
        runs().created("r-1");
        RunClaim claim = runs().begun();
        EnrollerRun run = runs().recorded(
                        claim, runs().chunk(claim.run(), "first", THROUGH, List.of("ann"), List.of("bob", "carl")));
        CandidateQuery.Builder refused = CandidateQuery.builder();
        refused.organization(ACME)
                .run(run.id())
                .addStatuses(CandidateStatus.ERROR)
                .check(CheckName.VALID_EMAIL)
                .reason(Reasons.EMAIL_MISSING);
        assertThat(store().candidates(refused.build(), PAGE).items()).hasSize(2);
        assertThat(store().candidates(refused.check(CheckName.CASL).build(), PAGE)
                        .items())
                .isEmpty();
        assertThat(store().found(ACME, run.id(), Set.of(SubjectId.of("ann"), SubjectId.of("zoe"))))
                .containsExactly(SubjectId.of("ann"));
    }

    @Test
    void candidatesByReasonAreFoundInEveryChunkPageByPage() {
        enrolled("dora");
        runs().created("r-1");
        RunClaim claim = runs().begun();
        EnrollerRun run = runs().recorded(
                        claim,
                        runs().chunk(claim.run(), "first", Optional.of("2"), List.of("ann"), List.of("bob", "carl")));
        run = runs().recorded(claim, runs().chunk(run, "first", Optional.of("3"), List.of("dora", "emil"), List.of()));
        run = runs().recorded(claim, runs().chunk(run, "first", THROUGH, List.of("fred"), List.of("gus")));
        CandidateQuery.Builder refused = CandidateQuery.builder();
        CandidateQuery missing = refused.organization(ACME)
                .run(run.id())
                .reason(Reasons.EMAIL_MISSING)
                .build();
        CandidateQuery queued = refused.reason(Reasons.ALREADY_IN_QUEUE).build();
        for (int size : List.of(1, 2, 10)) {
            assertThat(StoreInvariants.every(page -> store().candidates(missing, page), size))
                    .extracting(Candidate::position)
                    .containsExactly(2L, 3L, 7L);
            assertThat(StoreInvariants.every(page -> store().candidates(queued, page), size))
                    .extracting(Candidate::position)
                    .containsExactly(4L);
        }
        assertThat(store().candidates(refused.reason("NO_SUCH_REASON").build(), PAGE)
                        .items())
                .isEmpty();
    }

    @Test
    void aSubjectSeesTheRunsItWasACandidateOf() {
        for (String id : List.of("r-1", "r-2")) {
            runs().created(id, RunPurpose.DEFAULT);
            RunClaim claim = runs().begun();
            EnrollerRun run =
                    runs().recorded(claim, runs().chunk(claim.run(), "first", THROUGH, List.of(), List.of("ann", id)));
            store().settle(claim.lease(), RunCourse.ended(run, T0), LEASE);
        }
        assertThat(StoreInvariants.every(page -> store().candidates(ACME, SubjectId.of("ann"), page), 1))
                .extracting(Candidate::run)
                .containsExactly(RunId.of("r-2"), RunId.of("r-1"));
        assertThat(store().candidates(OTHER, SubjectId.of("ann"), PAGE).items()).isEmpty();
    }

    @Test
    void runsAreListedNewestFirstAndFiltered() {
        List<EnrollerRun> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RunPurpose purpose = i % 2 == 0 ? RunPurpose.DEFAULT : RunPurpose.CRITERION_STATS;
            all.add(0, store().create(runs().wanted(ACME, "r-" + i, purpose, T0.plusSeconds(i))));
        }
        assertThat(StoreInvariants.everyRun(store(), ACME)).isEqualTo(all);
        RunQuery.Builder query = RunQuery.builder();
        query.organization(ACME)
                .plan(WELCOME)
                .addPurposes(RunPurpose.DEFAULT)
                .addStatuses(RunStatus.SCHEDULED)
                .from(T0.plusSeconds(1))
                .until(T0.plusSeconds(4));
        assertThat(store().list(query.build(), PAGE).items()).containsExactly(all.get(2));
        assertThat(store().list(
                                query.addStatuses(RunStatus.ERROR)
                                        .organization(OTHER)
                                        .build(),
                                PAGE)
                        .items())
                .isEmpty();
    }

    @Test
    void noOrganizationSeesARunOfAnother() {
        EnrollerRun own = runs().created("r-1");
        assertThat(store().find(OTHER, own.id())).isEmpty();
        RunClaim claim = runs().begun();
        runs().recorded(claim, runs().chunk(claim.run(), "first", THROUGH, List.of("ann"), List.of()));
        assertThat(store().candidates(CandidateQuery.of(OTHER, own.id()), PAGE).items())
                .isEmpty();
        assertThat(store().found(OTHER, own.id(), Set.of(SubjectId.of("ann")))).isEmpty();
        EnrollerRun foreign = runs().wanted(OTHER, "r-1", RunPurpose.DEFAULT, T0);
        assertThat(store().change(foreign, RunCourse.canceled(foreign, "Ann", T0)))
                .isEqualTo(ApplyOutcome.GONE);
        assertThat(store().create(foreign)).isEqualTo(foreign);
    }
}
