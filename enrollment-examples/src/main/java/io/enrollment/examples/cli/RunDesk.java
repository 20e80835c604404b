package io.enrollment.examples.cli;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.Runs;
import io.enrollment.imports.SubjectList;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.plan.Organization;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunId;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EngineListener;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;

/** An engine on the quickstart's database that evaluates and enrolls, and sends nothing. */
final class RunDesk implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final JdbcConnectionPool database;
    private final EnrollmentEngine engine;

    /** The list is the directory. */
    RunDesk(
            Path data,
            Organization organization,
            SubjectList list,
            AudienceSource audience,
            InstantSource clock,
            EngineListener listener) {
        Path file = data.resolve("enrollment.mv.db");
        if (!Files.exists(file)) {
            throw new RefusedException("--data: there is no database in " + data + "; run the quickstart first");
        }
        Map<SubjectId, Subject> byId = list.byId();
        database = JdbcConnectionPool.create(
                "jdbc:h2:file:" + data.toAbsolutePath().resolve("enrollment") + ";WRITE_DELAY=0", "sa", "");
        engine = EnrollmentEngine.builder()
                .organization(organization)
                .store(JdbcEnrollmentStore.on(database))
                .subjects(ids -> ids.stream()
                        .filter(byId::containsKey)
                        .map(id -> Objects.requireNonNull(byId.get(id)))
                        .toList())
                .audience(audience)
                .history((any, ids) -> {
                    Map<SubjectId, io.enrollment.eligibility.SubjectHistory> history = new HashMap<>();
                    ids.forEach(id -> history.put(id, list.history(id)));
                    return history;
                })
                .listener(listener)
                .clock(clock)
                .build();
    }

    EnrollmentEngine engine() {
        return engine;
    }

    Enrollments enrollments() {
        return engine.enrollments();
    }

    /** A run when it has ended, or waits for a person; between a run and its simulation there are moments of waiting. */
    EnrollerRun carriedOut(RunId id) {
        Runs runs = enrollments().runs();
        try {
            engine.workRuns();
            EnrollerRun run = runs.find(id);
            while (!run.status().isTerminal() && run.awaits().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                engine.workRuns();
                run = runs.find(id);
            }
            return run;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return runs.find(id);
        }
    }

    @Override
    public void close() {
        engine.close();
        database.dispose();
    }
}
