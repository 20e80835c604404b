package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.ConditionArbitraries;
import io.enrollment.testkit.RunProperties;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Runs over any audience in a database, and audiences that the database narrows: it finds whom Java finds, and nobody else. */
abstract class AudienceFilterProperties extends RunProperties {

    private static final Instant NOW = Instant.parse("2026-02-28T15:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/Toronto");
    private static final OrganizationId ACME = OrganizationId.of("acme");

    /** The connections to a database of this class. */
    abstract DataSource dataSource();

    @Override
    protected EnrollmentStore open() {
        return TestDatabase.emptied(dataSource(), JdbcEnrollmentStore.builder(dataSource()));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    final void theDatabaseFindsWhomJavaFinds(
            @ForAll("audiences") List<Subject> audience, @ForAll("conditions") List<Condition> conditions) {
        JdbcSubjects subjects = TestDatabase.emptied(dataSource(), JdbcEnrollmentStore.builder(dataSource()))
                .subjects();
        subjects.put(ACME, audience);
        for (Condition when : conditions) {
            AudienceRequest request = new AudienceRequest(ACME, PlanId.of("p"), "q", when, NOW, ZONE);
            List<Subject> expected = audience.stream()
                    .filter(subject -> AudienceSource.matches(request, AudienceMember.of(subject)))
                    .sorted(Comparator.comparing(Subject::id))
                    .toList();
            assertThat(found(subjects, request))
                    .as("%s by %s", when, SubjectFilter.of(when))
                    .extracting(Subject::id)
                    .isEqualTo(expected.stream().map(Subject::id).toList());
        }
    }

    private static List<Subject> found(JdbcSubjects subjects, AudienceRequest request) {
        List<Subject> found = new ArrayList<>();
        PageRequest page = PageRequest.first(3);
        Optional<String> next;
        do {
            Page<AudienceMember> members = subjects.find(request, page);
            members.items().forEach(member -> found.add(member.subject()));
            next = members.next();
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
        return found;
    }

    @Provide
    final Arbitrary<List<Condition>> conditions() {
        return ConditionArbitraries.conditions().list().ofSize(15);
    }
}
