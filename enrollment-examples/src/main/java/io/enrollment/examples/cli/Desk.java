package io.enrollment.examples.cli;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Templates;
import io.enrollment.enrollment.Outcome;
import io.enrollment.examples.quickstart.PlanLibrary;
import io.enrollment.imports.SubjectList;
import io.enrollment.imports.SubjectListReader;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.plan.Organization;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.h2.jdbcx.JdbcConnectionPool;

/** An engine on the database of a quickstart, to look and to command; it sends nothing. Not thread-safe. */
final class Desk implements AutoCloseable {

    /** A way out that nothing leaves by. */
    private record Closed(ChannelKind kind) implements Channel {
        @Override
        public CompletionStage<Outcome> send(OutboundMessage message) {
            throw new NotHandedOffException("this command sends nothing");
        }
    }

    private final JdbcConnectionPool database;
    private final EnrollmentEngine engine;

    private Desk(JdbcConnectionPool database, EnrollmentEngine engine) {
        this.database = database;
        this.engine = engine;
    }

    /**
     * Opens the database.
     *
     * @throws RefusedException if there is none
     */
    static Desk open(DeskOptions options) {
        return open(options, Optional.empty());
    }

    /**
     * Opens the database for plans with templates of their own.
     *
     * @param templates a folder with templates; those of the jar are behind it
     * @throws RefusedException if there is none
     */
    static Desk open(DeskOptions options, Optional<Path> templates) {
        Path data = options.data().toAbsolutePath().normalize();
        if (!Files.isRegularFile(data.resolve("enrollment.mv.db"))) {
            throw new RefusedException(
                    options.data() + ": must be the folder of a quickstart, with its enrollment.mv.db;"
                            + " begin with: quickstart --data " + options.data());
        }
        Map<SubjectId, Subject> subjects = leads(options).byId();
        JdbcConnectionPool database =
                JdbcConnectionPool.create("jdbc:h2:file:" + data.resolve("enrollment") + ";WRITE_DELAY=0", "sa", "");
        EnrollmentEngine engine = EnrollmentEngine.builder()
                .organization(organization())
                .store(JdbcEnrollmentStore.on(database))
                .subjects(ids -> ids.stream()
                        .filter(subjects::containsKey)
                        .map(id -> Objects.requireNonNull(subjects.get(id)))
                        .toList())
                .renderer(Templates.from(new PlanLibrary(templates)::template))
                .channel(new Closed(ChannelKind.EMAIL))
                .channel(new Closed(ChannelKind.TEXT))
                .clock(VirtualClock.at(options.now()))
                .settings(with -> with.recordDecisions(true))
                .build();
        return new Desk(database, engine);
    }

    private static SubjectList leads(DeskOptions options) {
        SubjectListReader reader = new SubjectListReader(ZoneId.of("America/Toronto"), false);
        return options.leads()
                .map(file -> reader.read(file, Optional.empty(), Optional.empty()))
                .orElseGet(() -> reader.readResources(
                        PlanLibrary.class, "/data/leads.csv", "/data/consents.csv", "/data/history.csv"));
    }

    private static Organization organization() {
        Organization.Builder organization = Organization.named("Acme Motors")
                .zone("America/Toronto")
                .sentBy("Acme Motors, 1 Main St, Toronto, ON, Canada")
                .unsubscribeAt("https://acme.example/unsubscribe");
        return organization.country("CA").build();
    }

    Enrollments enrollments() {
        return engine.enrollments();
    }

    /** An empty list would say that nobody is in a plan that is only misspelled. */
    void refuseUnknownPlan(String plan) {
        if (enrollments().plans().stream().noneMatch(known -> known.id().value().equals(plan))) {
            throw new RefusedException("--plan: there is no published plan " + plan);
        }
    }

    @Override
    public void close() {
        engine.close();
        database.dispose();
    }
}
