package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.plan.EndCause;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Erases subjects: what runs is stopped first, so that nothing is sent after it. Thread-safe. */
final class Eraser {

    private static final int TRIES = 10;
    private static final int PAGE = 200;

    private final OrganizationId organization;
    private final World world;
    private final Commands commands;

    Eraser(OrganizationId organization, World world, Commands commands) {
        this.organization = organization;
        this.world = world;
        this.commands = commands;
    }

    ErasureResult erase(SubjectId id, Command.By by, Instant now) {
        Optional<Subject> subject =
                Optional.ofNullable(world.subjects(organization, List.of(id)).get(id));
        Erasures erasures = world.erasures();
        Erasure erasure = new Erasure(organization, id, Set.copyOf(erasures.hashes(id, subject)), erasures::hash, now);
        int stopped = 0;
        for (int i = 0; i < TRIES; i++) {
            List<Enrollment> own = enrollments(id);
            for (Enrollment one : own) {
                if (!one.status().isTerminal()) {
                    commands.carryOut(organization, one.id(), new Command.StopIt(EndCause.DELETED, by), now);
                    stopped++;
                }
            }
            if (world.store().erasures().erase(erasure)) {
                return new ErasureResult(stopped, own.size());
            }
        }
        throw new IllegalStateException("subject " + id + " is enrolled again and again while it is erased");
    }

    private List<Enrollment> enrollments(SubjectId id) {
        EnrollmentQuery.Builder builder = EnrollmentQuery.builder();
        EnrollmentQuery query = builder.organization(organization)
                .subject(id)
                .includeRemoved(true)
                .build();
        List<Enrollment> own = new ArrayList<>();
        PageRequest request = PageRequest.first(PAGE);
        Optional<String> next;
        do {
            Page<Enrollment> page = world.store().reader().find(query, request);
            own.addAll(page.items());
            next = page.next();
            request = next.map(request::after).orElse(request);
        } while (next.isPresent());
        return own;
    }
}
