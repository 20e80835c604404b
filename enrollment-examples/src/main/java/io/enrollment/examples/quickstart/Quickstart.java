package io.enrollment.examples.quickstart;

import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.examples.delivery.Drop;
import io.enrollment.examples.delivery.HttpTextChannel;
import io.enrollment.examples.delivery.MailServer;
import io.enrollment.examples.delivery.SmtpChannel;
import io.enrollment.examples.delivery.TextEndpoint;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.jdbc.SchemaMode;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.Channel;
import io.enrollment.spi.EngineListener;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A host of the engine with everything that a host needs, in one process: an H2 database in a file, mail by SMTP, texts by
 * HTTP, and a virtual clock. Started again on the same folder, it goes on where it was. Not thread-safe.
 */
public final class Quickstart implements AutoCloseable {

    private static final String FROM = "hello@acme.example";

    private final QuickstartSettings settings;
    private final Map<SubjectId, Subject> subjects;
    private final VirtualClock clock;
    private final JdbcConnectionPool database;
    private final Drop mail;
    private final Drop texts;
    private final MailServer mailServer;
    private final TextEndpoint textEndpoint;
    private final SmtpChannel smtp;
    private final EnrollmentEngine engine;

    private Quickstart(QuickstartSettings settings, EngineListener listener) throws IOException {
        this.settings = settings;
        this.subjects = settings.leads().byId();
        this.clock = VirtualClock.at(settings.start());
        Path data = Files.createDirectories(settings.data()).toAbsolutePath();
        this.mail = Drop.in(data.resolve("mail"), ".eml");
        this.texts = Drop.in(data.resolve("texts"), ".json");
        this.database = JdbcConnectionPool.create(url(data), "sa", "");
        this.mailServer = MailServer.start();
        this.textEndpoint = TextEndpoint.start(texts);
        this.smtp = SmtpChannel.to(mailServer.host(), mailServer.smtpPort(), FROM, mail);
        this.engine = engine(listener);
    }

    /** A host at rest: it works when {@link #run} is called. */
    public static Quickstart open(QuickstartSettings settings, EngineListener listener) throws IOException {
        return new Quickstart(settings, listener);
    }

    /** Publishes a plan; one that is published already stays the version that it is. */
    public PlanVersion publish(Plan plan) {
        return enrollments().publish(plan);
    }

    /** Enrolls every lead that the checks let pass. */
    public List<EnrollmentResult> enroll(Plan plan) {
        return enrollments().enrollAll(EnrollRequest.in(plan.id()), subjects.keySet());
    }

    /** Lets the clock jump from one due time to the next until nothing is due any more. */
    public void run(RunObserver observer) {
        new VirtualRun(engine, clock, observer).toTheEnd();
    }

    /** Plans and enrollments. */
    public Enrollments enrollments() {
        return engine.enrollments();
    }

    /** The mail that was accepted. */
    public Drop mail() {
        return mail;
    }

    /** The texts that were accepted. */
    public Drop texts() {
        return texts;
    }

    /** The mail server. */
    public MailServer mailServer() {
        return mailServer;
    }

    /** The text endpoint. */
    public TextEndpoint textEndpoint() {
        return textEndpoint;
    }

    /** A lead by its id. */
    public Optional<Subject> subject(SubjectId id) {
        return Optional.ofNullable(subjects.get(id));
    }

    @Override
    public void close() {
        engine.close();
        smtp.close();
        textEndpoint.close();
        mailServer.close();
        database.dispose();
    }

    /** WRITE_DELAY=0: what the database acknowledged is on disk, so that a crash loses nothing. */
    private static String url(Path data) {
        return "jdbc:h2:file:" + data.resolve("enrollment") + ";WRITE_DELAY=0";
    }

    private EnrollmentEngine engine(EngineListener listener) {
        UnaryOperator<Channel> fault = settings.haltAfterHandOffs()
                .map(AtomicInteger::new)
                .<UnaryOperator<Channel>>map(left -> channel -> new FaultPoint(channel, left))
                .orElse(channel -> channel);
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder()
                .organization(settings.organization())
                .store(JdbcEnrollmentStore.builder(database)
                        .schemaMode(SchemaMode.APPLY)
                        .open())
                .subjects(this::findAll)
                .history(this::history)
                .renderer(settings.templates())
                .channel(fault.apply(smtp))
                .channel(fault.apply(new HttpTextChannel(textEndpoint.uri())))
                .listener(listener)
                .clock(clock);
        return builder.settings(numbers -> numbers.node("quickstart")
                        .recordDecisions(settings.record())
                        .batchSize(50)
                        .lease(settings.lease())
                        .sendTimeout(settings.lease().multipliedBy(2).dividedBy(5)))
                .build();
    }

    private Collection<Subject> findAll(Set<SubjectId> ids) {
        return ids.stream()
                .filter(subjects::containsKey)
                .map(id -> Objects.requireNonNull(subjects.get(id)))
                .toList();
    }

    private Map<SubjectId, SubjectHistory> history(OrganizationId organization, Set<SubjectId> ids) {
        Map<SubjectId, SubjectHistory> history = new HashMap<>();
        ids.forEach(id -> history.put(id, settings.leads().history(id)));
        return history;
    }
}
