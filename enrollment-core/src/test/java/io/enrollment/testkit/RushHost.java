package io.enrollment.testkit;

import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.SubjectDirectory;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a host has beside the engine: its people, their word, and transactions of its own. Thread-safe. */
public interface RushHost extends SubjectDirectory, AudienceSource {

    /** Adds somebody, or takes the place of who is there; opt-outs that were recorded stand. */
    void put(OrganizationId organization, Subject subject);

    /** Records that somebody does not want messages of a channel any more; nothing if there is no such subject. */
    void optOut(OrganizationId organization, SubjectId subject, ChannelKind channel, Instant at);

    /** Lifts what was recorded so. */
    void optIn(OrganizationId organization, SubjectId subject, ChannelKind channel);

    /** Forgets somebody. */
    void forget(OrganizationId organization, SubjectId subject);

    /**
     * Does something in a transaction of the host's.
     *
     * @param work told of the store inside the transaction; false takes everything back
     * @return whether there are such transactions
     */
    boolean transact(Predicate<EnrollmentStore> work);

    /** A host that keeps its people in memory. */
    static RushHost inMemory() {
        return new InMemory();
    }

    /** People in memory, of one organization. */
    final class InMemory implements RushHost {

        private final Map<SubjectId, Subject> people = new ConcurrentHashMap<>();

        private InMemory() {}

        @Override
        public void put(OrganizationId organization, Subject subject) {
            people.merge(subject.id(), subject, (old, fresh) -> with(fresh, old.optOuts()));
        }

        private static Subject with(Subject subject, Collection<OptOut> optOuts) {
            Subject.Builder builder = Subject.builder();
            return builder.from(subject).optOuts(optOuts).build();
        }

        @Override
        public void optOut(OrganizationId organization, SubjectId subject, ChannelKind channel, Instant at) {
            people.computeIfPresent(subject, (id, old) -> {
                Stream<OptOut> more = Stream.concat(old.optOuts().stream(), Stream.of(OptOut.of(channel, at)));
                return with(old, more.toList());
            });
        }

        @Override
        public void optIn(OrganizationId organization, SubjectId subject, ChannelKind channel) {
            people.computeIfPresent(
                    subject,
                    (id, old) -> with(
                            old,
                            old.optOuts().stream()
                                    .filter(one -> !one.channel().equals(Optional.of(channel)))
                                    .toList()));
        }

        @Override
        public void forget(OrganizationId organization, SubjectId subject) {
            people.remove(subject);
        }

        @Override
        public boolean transact(Predicate<EnrollmentStore> work) {
            return false;
        }

        @Override
        public Collection<Subject> findAll(OrganizationId organization, Set<SubjectId> ids) {
            return ids.stream()
                    .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                    .toList();
        }

        @Override
        public Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
            return AudienceSource.of(people.values().stream()
                            .map(Objects::requireNonNull)
                            .toList())
                    .find(request, page);
        }
    }
}
