package io.enrollment.examples.first;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;

import io.enrollment.calendar.SendWindow;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.jdbc.JdbcEnrollmentStore;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.spi.Channel;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The first plan of the README, as a host would write it. */
public final class FirstPlan {

    private FirstPlan() {}

    /** A host's own people. */
    public interface Crm {
        /** The people with these ids. */
        Collection<Subject> findAll(Set<SubjectId> ids);
    }

    /** Publishes the plan, enrolls one lead and shows what every check said. */
    public static EnrollmentResult run(
            DataSource dataSource,
            Crm crm,
            MessageRenderer templates,
            Channel mail,
            Channel texts,
            Consumer<String> show) {
        // README: begin
        Plan welcome = Plan.forPeople("welcome")
                .email("hello", "hello")
                .waitFor(businessDays(2).at("09:00"))
                .text("nudge", "nudge")
                .within(SendWindow.weekdays("09:00", "20:00"))
                .onReply(OnReply.PAUSE)
                .marketingExclusion(days(30))
                .build();

        try (EnrollmentEngine engine = EnrollmentEngine.builder()
                .organization(Organization.named("Acme Motors")
                        .zone("America/Toronto")
                        .sentBy("Acme Motors, 1 Main St, Toronto")
                        .unsubscribeAt("https://acme.example/u"))
                .store(JdbcEnrollmentStore.on(dataSource))
                .subjects(crm::findAll)
                .renderer(templates)
                .channel(mail)
                .channel(texts)
                .start()) {
            Enrollments acme = engine.enrollments();
            acme.publish(welcome);
            EnrollmentResult result = acme.enroll(welcome.id(), SubjectId.of("lead-42"));
            result.checks().forEach(check -> show.accept(check.describe()));
            // README: end
            return result;
        }
    }
}
