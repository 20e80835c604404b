package io.enrollment.engine;

import com.google.common.collect.Lists;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanFault;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.report.Troubleshooting;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.Purged;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The plans and enrollments of one organization. What belongs to another organization does not exist here. A business refusal
 * is a result; unknown ids throw {@link NotFoundException}. Thread-safe.
 */
public final class Enrollments {

    private final OrganizationId organization;
    private final World world;
    private final Enroller enroller;
    private final Publisher publisher;
    private final Commands commands;
    private final Runs runs;
    private final Exports exports;
    private final Inbox inbox;
    private final EngineListener listener;
    private final EngineSettings settings;
    private final InstantSource clock;
    private final Runnable wakeUp;
    private final EnrollmentsFactory factory;

    Enrollments(
            OrganizationId organization,
            World world,
            Enroller enroller,
            Publisher publisher,
            Commands commands,
            Runs runs,
            Exports exports,
            Inbox inbox,
            EngineListener listener,
            EngineSettings settings,
            InstantSource clock,
            Runnable wakeUp,
            EnrollmentsFactory factory) {
        this.organization = organization;
        this.world = world;
        this.enroller = enroller;
        this.publisher = publisher;
        this.commands = commands;
        this.runs = runs;
        this.exports = exports;
        this.inbox = inbox;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.factory = factory;
    }

    /**
     * The same, inside a transaction of the host: with the view that the store gives of one of its connections, such as
     * {@code JdbcEnrollmentStore.joining(connection)}. What is done through it happens when the host commits, and never
     * happened when the host rolls back; what follows in the same transaction sees it. Everything else of this interface works
     * but what must be committed at once ({@link #publish}), which throws {@link IllegalStateException}.
     * Listeners do not hear of what is done here. Nobody is woken up for it either: call
     * {@link EnrollmentEngine#wakeUp()} after the commit, or the workers find it within one poll interval.
     */
    public Enrollments within(EnrollmentStore hostTransaction) {
        return factory.of(organization, world.through(hostTransaction));
    }

    /** What people look at: rows of lists, summaries, statistics of steps. */
    public Reports reports() {
        return new Reports(organization, world, enroller, clock);
    }

    /**
     * Looks at everything that is stored, while others may go on working: every enrollment that has not ended has exactly one
     * reason to move again, and the scheduler knows it; queue, places, counters and counts agree. Says what can be repaired.
     */
    public AuditReport audit() {
        return new Auditor(organization, world, false).run();
    }

    /** Looks as {@link #audit} does, and puts right what can be: the state and its log are what is believed. */
    public AuditReport repair() {
        return new Auditor(organization, world, true).run();
    }

    /** Pausing whole plans and channels. */
    public Pauses pauses() {
        return new Breakers(world, commands, listener, clock).pauses(organization, this::wakeUp);
    }

    /** Moving running enrollments to other versions of their plans. */
    public PlanLife planLife() {
        return new PlanLife(organization, world, commands, clock, wakeUp);
    }

    /**
     * Erases a subject: what runs is stopped, and then everything that is known of it here is gone but for what happened, when
     * and how often, and for keyed hashes of its id and addresses; when it comes back, it counts as deleted. Idempotent: an entry
     * under way at that moment may come in just after it, and goes by a second call. What the host keeps is the host's to erase.
     *
     * @throws IllegalArgumentException if the engine has no erasure key
     */
    public ErasureResult erase(SubjectId subject, Command.By by) {
        return new Eraser(organization, world, commands).erase(subject, by, clock.instant());
    }

    /** Messages of which nobody knows whether they left. */
    public UncertainOutcomes uncertain() {
        return new UncertainOutcomes(organization, world, commands, clock, this::wakeUp);
    }

    /** Enrollments taken out whole, and decided again. */
    public Captures captures() {
        return new Captures(organization, world, commands, clock);
    }

    /** Lists as files. */
    public Exports exports() {
        return exports;
    }

    /** Every fault and warning of a plan; it is publishable when none is an error. */
    public List<PlanFault> validate(Plan plan) {
        return publisher.validate(organization, plan);
    }

    /**
     * Publishes a plan as its next version; new enrollments take it, running ones stay on theirs. The same content again is
     * the same version.
     *
     * @throws io.enrollment.plan.PlanInvalidException with every fault found
     */
    public PlanVersion publish(Plan plan) {
        return publisher.publish(organization, plan, clock.instant());
    }

    /** The newest version of each plan. */
    public List<PlanVersion> plans() {
        return world.store().plans().all(organization);
    }

    /** The enroller runs of the organization. */
    public Runs runs() {
        return runs;
    }

    /** As {@link #enroll(EnrollRequest, SubjectId)}, with everything as by default. */
    public EnrollmentResult enroll(PlanId plan, SubjectId subject) {
        return enroll(EnrollRequest.in(plan), subject);
    }

    /**
     * Enrolls one subject, if every check lets it pass.
     *
     * @throws NotFoundException if there is no such plan or subject
     */
    public EnrollmentResult enroll(EnrollRequest request, SubjectId subject) {
        EnrollmentResult result = enrollAll(request, List.of(subject)).get(0);
        if (result.refusal().filter(Enroller.SUBJECT_UNKNOWN::equals).isPresent()) {
            throw new NotFoundException("there is no subject " + subject);
        }
        return result;
    }

    /**
     * Enrolls each subject that every check lets pass, in batches; a batch is one transaction. Unknown subjects are refused
     * with SUBJECT_UNKNOWN.
     *
     * @return one result for each subject, in order
     * @throws NotFoundException if there is no such plan
     */
    public List<EnrollmentResult> enrollAll(EnrollRequest request, Collection<SubjectId> subjects) {
        List<EnrollmentResult> results = new ArrayList<>(subjects.size());
        for (List<SubjectId> batch : Lists.partition(List.copyOf(subjects), settings.enrollBatchSize())) {
            List<EnrollmentResult> stored = enroller.enroll(organization, request, batch, clock.instant());
            stored.forEach(result -> world.tell(listener, l -> l.onAttempt(result)));
            results.addAll(stored);
        }
        wakeUp();
        return results;
    }

    /** One enrollment; {@link NotFoundException} if there is none with this id. */
    public Enrollment find(EnrollmentId id) {
        return commands.load(organization, id);
    }

    /** Enrollments of a plan, newest first. */
    public Page<Enrollment> list(PlanId plan, PageRequest page) {
        return reader().find(query().plan(plan).build(), page);
    }

    /** Enrollments of a subject, newest first. */
    public Page<Enrollment> list(SubjectId subject, PageRequest page) {
        return reader().find(query().subject(subject).build(), page);
    }

    /** The log of one enrollment, oldest first; {@link NotFoundException} if there is none with this id. */
    public Page<LogEntry> log(EnrollmentId id, PageRequest page) {
        find(id);
        return reader().log(organization, id, page);
    }

    /** How many enrollments of a plan are in each status. */
    public Map<EnrollmentStatus, Long> summary(PlanId plan) {
        return reader().countByStatus(organization, plan);
    }

    /** The attempts to enroll in a plan, newest first. */
    public Page<EnrollmentResult> attempts(PlanId plan, PageRequest page) {
        return reader().attempts(organization, Optional.of(plan), Optional.empty(), page);
    }

    /** The attempts to enroll a subject in a plan, newest first. */
    public Page<EnrollmentResult> attempts(PlanId plan, SubjectId subject, PageRequest page) {
        return reader().attempts(organization, Optional.of(plan), Optional.of(subject), page);
    }

    /**
     * Why a subject is enrolled in a plan or is not, and what would have to change: every attempt, and what the checks say
     * now of an entry by a rule. Nobody is enrolled for this, and it is no attempt.
     *
     * @throws NotFoundException if there is no such plan, or no such subject that was ever tried
     */
    public Troubleshooting troubleshoot(SubjectId subject, PlanId plan) {
        return new Troubleshooter(organization, world, enroller).look(subject, plan, clock.instant());
    }

    /** Holds an enrollment where it is. */
    public CommandResult pause(EnrollmentId id, Command.By by) {
        return command(id, new Command.PauseIt(PauseCause.MANUAL, by));
    }

    /** Ends all pauses of an enrollment; its due time follows the plan's policy. */
    public CommandResult resume(EnrollmentId id, Command.By by) {
        return command(id, new Command.ResumeIt(Optional.empty(), by));
    }

    /** Ends an enrollment; nothing that was done is undone. */
    public CommandResult stop(EnrollmentId id, Command.By by) {
        return command(id, new Command.StopIt(EndCause.MANUAL, by));
    }

    /** Ends an enrollment and hides it from the lists; its history and its event memory stay. */
    public CommandResult remove(EnrollmentId id, Command.By by) {
        return command(id, new Command.RemoveIt(by));
    }

    /** Tries the failed step of an enrollment again. */
    public CommandResult retry(EnrollmentId id, Command.By by) {
        return command(id, new Command.RetryIt(by));
    }

    /** Says what came of an open call or task: one of the dispositions that the plan knows; any other is refused. */
    public CommandResult dispose(EnrollmentId id, StepKey step, String disposition, Command.By by) {
        return command(id, new Command.DisposeIt(step, disposition, Optional.empty(), by));
    }

    /** As {@link #dispose}, for a disposition with which a time to call back at is agreed. */
    public CommandResult disposeAndCallBack(
            EnrollmentId id, StepKey step, String disposition, Instant callBackAt, Command.By by) {
        return command(id, new Command.DisposeIt(step, disposition, Optional.of(callBackAt), by));
    }

    /** Gives an open call or task to another user or role. */
    public CommandResult reassign(EnrollmentId id, StepKey step, String assignee, Command.By by) {
        return command(id, new Command.ReassignIt(step, assignee, by));
    }

    /** What {@link #resume} would do now. */
    public ResumePreview previewResume(EnrollmentId id) {
        Command resume = new Command.ResumeIt(Optional.empty(), Command.By.ENGINE);
        return ResumePreview.of(commands.decide(find(id), resume, clock.instant()));
    }

    /** What {@link #resume} would do now to each of a selection, read page by page; unknown ones are left out. */
    public void previewResume(Selection selection, Consumer<ResumePreview> preview) {
        Bulk.visit(reader(), organization, selection, id -> preview.accept(previewResume(id)), unknown -> {});
    }

    /**
     * A command on each enrollment of a selection as large as you like, such as {@code acme.each(selection, id ->
     * acme.pause(id, by))}. Each is carried out by itself, page by page; called again it goes on where it was broken off.
     */
    public BulkResult each(Selection selection, Function<EnrollmentId, CommandResult> command) {
        return new Bulk(command).carryOut(reader(), organization, selection);
    }

    /**
     * Ends an enrollment, if it has not ended, and enrolls its subject anew for the same event, in the newest version of the
     * plan and in one transaction. What the subject and the law say can refuse it; what it was in before cannot.
     *
     * @return with the new enrollment; with the old one, unchanged, when it was restarted before, another came after it, or refused
     */
    public CommandResult restart(EnrollmentId id, Command.By by) {
        Consumer<EnrollmentResult> told = attempt -> world.tell(listener, l -> l.onAttempt(attempt));
        Restart restart = new Restart(enroller, told, this::find, reader());
        return woken(restart.of(find(id), by, clock.instant()));
    }

    /** Ends an enrollment as expired. */
    public CommandResult expire(EnrollmentId id, EndCause cause, Command.By by) {
        return command(id, new Command.ExpireIt(cause, by));
    }

    /** Leaves the present step of an enrollment out, failed or not; any other step is refused. */
    public CommandResult skipStep(EnrollmentId id, StepKey step, Command.By by) {
        return command(id, new Command.SkipIt(step, by));
    }

    /** Ends the delay of the present step of an enrollment; its windows and checks stand. */
    public CommandResult runStepNow(EnrollmentId id, StepKey step, Command.By by) {
        return command(id, new Command.HurryIt(step, by));
    }

    /**
     * Takes in what came back from outside. Told again, it changes nothing; what it does to the enrollments of the subject is
     * one transaction (a bounce: one for each), and a call that failed is made good by telling again.
     * @throws NotFoundException if the message or enrollment that it is about does not exist
     */
    public InboundResult receive(InboundEvent event) {
        InboundResult result = inbox.receive(organization, event, clock.instant());
        wakeUp();
        return result;
    }

    /**
     * Takes a reply back that was none: its pause ends, unless another reply stands; one that it stopped stays so.
     *
     * @throws NotFoundException if the enrollment has no such reply
     */
    public CommandResult undoReply(EnrollmentId id, String eventId, Command.By by) {
        return woken(inbox.undoReply(organization, id, eventId, by, clock.instant()));
    }

    /**
     * Removes for good, in many short transactions, what ended or was attempted longer ago than this: at least an hour, since
     * repeated calls are recognized by what is stored. No check can tell. Several nodes may; broken off, call it again.
     */
    public Purged purge(Duration olderThan) {
        return Purging.everything(world.store(), organization, olderThan, clock.instant());
    }

    private CommandResult command(EnrollmentId id, Command command) {
        return woken(commands.carryOut(organization, id, command, clock.instant()));
    }

    private CommandResult woken(CommandResult result) {
        wakeUp();
        return result;
    }

    /** What the host has not committed yet, no worker could find. */
    private void wakeUp() {
        if (!world.store().inHostTransaction()) {
            wakeUp.run();
        }
    }

    private EnrollmentQuery.Builder query() {
        return EnrollmentQuery.builder().organization(organization);
    }

    private EnrollmentReader reader() {
        return world.store().reader();
    }
}
