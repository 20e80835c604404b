package io.enrollment.engine;

import io.enrollment.calendar.QuietHoursTable;
import io.enrollment.eligibility.CaslRules;
import io.enrollment.eligibility.Checks;
import io.enrollment.eligibility.EligibilityCheck;
import io.enrollment.eligibility.PhoneReader;
import io.enrollment.enrollment.RetryPolicy;
import io.enrollment.enrollment.Rules;
import io.enrollment.internal.Require;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.Organization;
import io.enrollment.spi.ActionHandler;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.CalendarSource;
import io.enrollment.spi.Channel;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.HistorySource;
import io.enrollment.spi.IdSource;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.NotificationSink;
import io.enrollment.spi.OrganizationDirectory;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.spi.SuppressionSink;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts an engine together. Not thread-safe; each engine needs a builder of its own. */
public final class EnrollmentEngineBuilder {

    private static final int NUMBERS_REMEMBERED = 20_000;

    private final Map<ChannelKind, Channel> channels = new EnumMap<>(ChannelKind.class);
    private final Map<String, ActionHandler> actions = new HashMap<>();
    private final List<EligibilityCheck> hostChecks = new ArrayList<>();
    private Optional<EnrollmentStore> store = Optional.empty();
    private Optional<SubjectDirectory> subjects = Optional.empty();
    private Optional<OrganizationDirectory> organizations = Optional.empty();
    private Erasures erasures = Erasures.without();
    private Optional<NotificationSink> sink = Optional.empty();
    private Optional<IdSource> ids = Optional.empty();
    private Optional<QuietHoursTable> quietHours = Optional.empty();
    private MessageRenderer renderer = Templates.none();
    private CalendarSource calendars = organization -> Optional.empty();
    private HistorySource history = HistorySource.NONE;
    private AudienceSource audience = AudienceSource.none();
    private EngineListener listener = EngineListener.NONE;
    private SuppressionSink suppressions = SuppressionSink.NONE;
    private Function<OrganizationId, Optional<OneClickUnsubscribe>> oneClick = organization -> Optional.empty();
    private InstantSource clock = InstantSource.system();
    private boolean realClock = true;
    private Optional<String> epoch = Optional.empty();
    private EngineSettings settings = EngineSettings.defaults();
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private CaslRules casl = CaslRules.current();

    EnrollmentEngineBuilder() {}

    /** The one organization of a host with one tenant. */
    public EnrollmentEngineBuilder organization(Organization organization) {
        return organizations(OrganizationDirectory.of(organization));
    }

    /** The one organization of a host with one tenant. */
    public EnrollmentEngineBuilder organization(Organization.Builder organization) {
        return organization(organization.build());
    }

    /** Where the organizations are; mandatory unless there is one. */
    public EnrollmentEngineBuilder organizations(OrganizationDirectory directory) {
        organizations = Optional.of(directory);
        return this;
    }

    /** Where everything is kept; mandatory. The host closes it. */
    public EnrollmentEngineBuilder store(EnrollmentStore enrollmentStore) {
        store = Optional.of(enrollmentStore);
        return this;
    }

    /** Where the subjects are; mandatory. */
    public EnrollmentEngineBuilder subjects(SubjectDirectory directory) {
        subjects = Optional.of(directory);
        return this;
    }

    /** Where the subjects of a host with one tenant are. */
    public EnrollmentEngineBuilder subjects(Function<Set<SubjectId>, ? extends Collection<Subject>> findAll) {
        subjects = Optional.of((organization, wanted) -> List.copyOf(findAll.apply(wanted)));
        return this;
    }

    /** The way out for one kind of messages; a second one of the same kind takes the place of the first. */
    public EnrollmentEngineBuilder channel(Channel channel) {
        channels.put(channel.kind(), channel);
        return this;
    }

    /** The host's code behind action steps of this name. */
    public EnrollmentEngineBuilder action(String name, ActionHandler handler) {
        actions.put(Require.text("action name", name, 200), handler);
        return this;
    }

    /** Makes the words of messages; without one, plans with message steps are not published. */
    public EnrollmentEngineBuilder renderer(MessageRenderer messageRenderer) {
        renderer = messageRenderer;
        return this;
    }

    /**
     * The key of the hashes by which erased subjects are recognized when they come back. Without one nobody can be erased; with
     * another one than before, those who were erased before are not recognized any more. Keep it apart from the database.
     *
     * @param secret at least 16 bytes
     */
    public EnrollmentEngineBuilder erasureKey(byte[] secret) {
        erasures = Erasures.by(secret.clone());
        return this;
    }

    /** Where exports that are made in the background go. */
    public EnrollmentEngineBuilder notificationSink(NotificationSink notificationSink) {
        sink = Optional.of(notificationSink);
        return this;
    }

    /** One more eligibility check, beside the nine. */
    public EnrollmentEngineBuilder check(EligibilityCheck check) {
        hostChecks.add(check);
        return this;
    }

    /** Weekends and holidays from elsewhere. */
    public EnrollmentEngineBuilder calendars(CalendarSource source) {
        calendars = source;
        return this;
    }

    /** What the host knows of enrollments that were made elsewhere. */
    public EnrollmentEngineBuilder history(HistorySource source) {
        history = source;
        return this;
    }

    /** Where enroller runs find their audience; without one they find nobody. */
    public EnrollmentEngineBuilder audience(AudienceSource source) {
        audience = source;
        return this;
    }

    /** Where the host keeps the bounces, complaints and opt-outs that the engine is told of. */
    public EnrollmentEngineBuilder suppressions(SuppressionSink sink) {
        suppressions = sink;
        return this;
    }

    /**
     * How each organization's marketing emails offer to unsubscribe with one click: they carry the headers of RFC 8058, which
     * a transport must sign with DKIM.
     */
    public EnrollmentEngineBuilder oneClickUnsubscribe(
            Function<OrganizationId, Optional<OneClickUnsubscribe>> perOrganization) {
        oneClick = perOrganization;
        return this;
    }

    /** Hears of what the engine did. */
    public EnrollmentEngineBuilder listener(EngineListener engineListener) {
        listener = engineListener;
        return this;
    }

    /**
     * The clock of business time: due times, windows, the log. Leases and waits do not go by it. It may jump as it likes; a
     * clock that must not is given to {@link #realClock}.
     */
    public EnrollmentEngineBuilder clock(InstantSource source) {
        clock = source;
        realClock = false;
        return this;
    }

    /**
     * A clock of business time that goes as fast as time does, and is guarded, as the clock of the system is by default: when it
     * jumps by more than {@link EngineSettings#clockJumpLimit()}, measured against the monotonic clock, the engine holds. A
     * machine that was suspended looks like that too.
     */
    public EnrollmentEngineBuilder realClock(InstantSource source) {
        clock = source;
        realClock = true;
        return this;
    }

    /**
     * What this installation is called, 1 to 100 code points: something that a restored backup or a clone of the database does
     * not share with the original, such as the name of the deployment and of its database server. The first one is stored; when
     * the stored one is another, the engine holds, and hands nothing off, until {@link EnrollmentEngine#confirmEpoch}.
     */
    public EnrollmentEngineBuilder epoch(String name) {
        epoch = Optional.of(Require.text("epoch", name, 100));
        return this;
    }

    /** Makes the identifiers. */
    public EnrollmentEngineBuilder ids(IdSource source) {
        ids = Optional.of(source);
        return this;
    }

    /** The numbers to work by. */
    public EnrollmentEngineBuilder settings(UnaryOperator<EngineSettings.Builder> change) {
        settings = change.apply(EngineSettings.builder().from(settings)).build();
        return this;
    }

    /** How passing failures are tried again. */
    public EnrollmentEngineBuilder retries(RetryPolicy policy) {
        retries = policy;
        return this;
    }

    /** Canada's Anti-Spam Legislation as data, in the place of the built-in table. */
    public EnrollmentEngineBuilder casl(CaslRules rules) {
        casl = rules;
        return this;
    }

    /** Quiet hours by place, in the place of the built-in table. */
    public EnrollmentEngineBuilder quietHours(QuietHoursTable table) {
        quietHours = Optional.of(table);
        return this;
    }

    /**
     * An engine that works only when it is told to.
     *
     * @throws IllegalArgumentException if something mandatory is missing, or two checks have the same name
     */
    public EnrollmentEngine build() {
        World world = world();
        Decisions decider = new Decisions(rules(), settings.recordDecisions());
        LeaseKeeper leases = new LeaseKeeper(world.store().steps(), settings.lease(), settings.recheck());
        PhoneReader phones = PhoneReader.remembering(NUMBERS_REMEMBERED);
        IdSource idSource = ids.orElseGet(() -> new UlidSource(clock));
        Enroller enroller = new Enroller(world, decider, phones, idSource);
        OtherPlans otherPlans = new OtherPlans(enroller, listener, clock);
        HandOffs handOffs = new HandOffs(channels, actions, renderer, otherPlans, oneClick);
        FactsLoader factsLoader = new FactsLoader(world, phones, decider.rules().checks());
        Commands commands = new Commands(world, decider, factsLoader, listener);
        PauseSweep sweep = new PauseSweep(world, commands, listener, clock);
        Breakers breakers = new Breakers(world, commands, listener, clock);
        PauseGate pauses = new PauseGate(world, commands, sweep, breakers, clock);
        StepWorker worker =
                new StepWorker(world, decider, factsLoader, handOffs, listener, settings, clock, leases, pauses);
        ClaimGate gate = gate(world);
        WorkerPool pool = new WorkerPool(worker, gate, leases, world, listener, settings, clock);
        RunPool runs = runs(world, enroller, commands, gate);
        ExportPool exports = exports(world, gate);
        EnrollmentsFactory enrollments = enrollments(decider, phones, idSource, pool, runs, exports);
        return new EnrollmentEngine(world, worker, gate, pool, runs, exports, enrollments, settings.drainTimeout());
    }

    private World world() {
        return new World(
                required("store", store),
                required("subjects", subjects),
                required("organization", organizations),
                calendars,
                history,
                erasures);
    }

    private RunPool runs(World world, Enroller enroller, Commands commands, ClaimGate gate) {
        RunWorker worker = new RunWorker(world, enroller, commands, audience, listener, settings, clock);
        return new RunPool(worker, gate, settings);
    }

    private EnrollmentsFactory enrollments(
            Decisions decider,
            PhoneReader phones,
            IdSource idSource,
            WorkerPool pool,
            RunPool runs,
            ExportPool exports) {
        return new EnrollmentsFactory() {
            @Override
            public Enrollments of(OrganizationId organization, World world) {
                FactsLoader factsLoader =
                        new FactsLoader(world, phones, decider.rules().checks());
                Commands commands = new Commands(world, decider, factsLoader, listener);
                return new Enrollments(
                        organization,
                        world,
                        new Enroller(world, decider, phones, idSource),
                        new Publisher(world, channels.keySet(), actions.keySet(), renderer),
                        commands,
                        new Runs(organization, world, idSource, clock, runs::wakeUp),
                        new Exports(organization, world, exports, idSource, clock),
                        new Inbox(
                                world,
                                commands,
                                new Suppressions(suppressions),
                                new Breakers(world, commands, listener, clock)),
                        listener,
                        settings,
                        clock,
                        pool::wakeUp,
                        this);
            }
        };
    }

    private ExportPool exports(World world, ClaimGate gate) {
        Optional<Channel> mail = Optional.ofNullable(channels.get(ChannelKind.EMAIL));
        ExportDelivery delivery = new ExportDelivery(world, sink, mail, settings.sendTimeout());
        return new ExportPool(new ExportWorker(world, delivery, settings, clock), gate, settings);
    }

    /** An engine at work. */
    public EnrollmentEngine start() {
        EnrollmentEngine engine = build();
        engine.start();
        return engine;
    }

    private ClaimGate gate(World world) {
        return new ClaimGate(
                new ClockGuard(clock, settings.clockJumpLimit(), realClock),
                new EpochGuard(world.store().epochs(), epoch),
                listener,
                settings.node());
    }

    private Rules rules() {
        List<EligibilityCheck> checks = new ArrayList<>(Checks.standard());
        checks.addAll(hostChecks);
        long names = checks.stream().map(EligibilityCheck::name).distinct().count();
        Require.that(names == checks.size(), "engine checks", checks.size(), "have each name once");
        Rules.Builder rules = Rules.builder();
        return rules.checks(checks)
                .casl(casl)
                .quietHours(quietHours.orElseGet(QuietHoursJson::builtIn))
                .retries(retries)
                .build();
    }

    private static <T> T required(String field, Optional<T> value) {
        return value.orElseThrow(() -> Require.refusal("engine " + field, "nothing", "be given"));
    }
}
