package io.enrollment.spi;

import io.enrollment.criteria.Criteria;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Where enroller runs find their audience. Called from the engine's threads. */
@FunctionalInterface
public interface AudienceSource {

    /**
     * A page of the subjects for whom the condition of the request holds.
     *
     * <p><b>A1</b> The pages of a query are in one order that never changes, such as that of the ids, so that any node can go
     * on after any page. <b>A2</b> A page may hold fewer than were asked for, or none, and still have a next one. <b>A3</b>
     * Whatever is thrown is a failure of the query: it is tried again from the same page, a few times. A subject that comes
     * twice is counted as a duplicate. <b>A4</b> The {@code next} of a page is one that no page of the query gave before: a
     * source that comes back to a place where it was, and would go on for ever, fails its query.
     */
    Page<AudienceMember> find(AudienceRequest request, PageRequest page);

    /** About how many subjects the request finds, for an estimate of the time; empty when that is not known. */
    default Optional<Long> expected(AudienceRequest request) {
        return Optional.empty();
    }

    /** A source that finds nobody. */
    static AudienceSource none() {
        return (request, page) -> new Page<>(List.of(), Optional.empty());
    }

    /** A list in memory, such as one that was imported; in the order of the ids. The last of equal ids counts. */
    static AudienceSource of(Collection<Subject> subjects) {
        NavigableMap<SubjectId, Subject> byId = new TreeMap<>();
        subjects.forEach(subject -> byId.put(subject.id(), subject));
        return new AudienceSource() {
            @Override
            public Page<AudienceMember> find(AudienceRequest request, PageRequest page) {
                NavigableMap<SubjectId, Subject> rest = page.after()
                        .map(key -> byId.tailMap(SubjectId.of(key), false))
                        .orElse(byId);
                List<Subject> looked =
                        rest.values().stream().limit(page.limit()).toList();
                Optional<SubjectId> last = looked.isEmpty()
                        ? Optional.empty()
                        : Optional.of(looked.get(looked.size() - 1).id());
                Optional<String> next =
                        last.filter(id -> !id.equals(byId.lastKey())).map(SubjectId::value);
                return new Page<>(looked, next).map(AudienceMember::of).where(member -> matches(request, member));
            }

            @Override
            public Optional<Long> expected(AudienceRequest request) {
                return Optional.of((long) byId.size());
            }
        };
    }

    /** Whether a subject is one of those that a request asks for. */
    static boolean matches(AudienceRequest request, AudienceMember member) {
        return Criteria.holds(request.when(), member.subject(), request.now(), request.zone());
    }
}
