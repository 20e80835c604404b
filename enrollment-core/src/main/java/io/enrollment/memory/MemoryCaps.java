package io.enrollment.memory;

import io.enrollment.internal.Micros;
import io.enrollment.plan.CapHold;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.CapRequest;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.Lease;
import io.enrollment.spi.PurgeRequest;
import io.enrollment.spi.SubjectPlaces;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What caps count, in memory, under the one lock of the store. */
final class MemoryCaps implements CapStore {

    private final Tables tables;
    private final Map<OrganizationId, NavigableMap<SubjectId, SubjectPlaces>> kept = new HashMap<>();

    MemoryCaps(Tables tables) {
        this.tables = tables;
    }

    @Override
    public List<Optional<CapHold>> take(List<CapRequest> requests) {
        synchronized (tables) {
            return requests.stream().map(this::take).toList();
        }
    }

    private Optional<CapHold> take(CapRequest request) {
        Lease lease = request.place().lease();
        NavigableMap<SubjectId, SubjectPlaces> subjects = of(lease.organization());
        SubjectPlaces before = subjects.getOrDefault(lease.subject(), SubjectPlaces.NONE);
        SubjectPlaces.Answer answer = before.take(request);
        subjects.put(lease.subject(), answer.after());
        return answer.hold();
    }

    @Override
    public void giveBack(List<CapPlace> places) {
        synchronized (tables) {
            places.forEach(this::giveBack);
        }
    }

    void giveBack(CapPlace place) {
        of(place.lease().organization())
                .computeIfPresent(place.lease().subject(), (subject, before) -> before.without(place));
    }

    @Override
    public Optional<String> purge(PurgeRequest request) {
        synchronized (tables) {
            NavigableMap<SubjectId, SubjectPlaces> subjects = of(request.organization());
            List<SubjectId> seen = request
                    .after()
                    .map(after -> subjects.tailMap(SubjectId.of(after), false))
                    .orElse(subjects)
                    .keySet()
                    .stream()
                    .limit(request.limit())
                    .toList();
            long before = Micros.floor(request.before());
            seen.forEach(subject ->
                    subjects.computeIfPresent(subject, (any, places) -> places.countsUntil() < before ? null : places));
            return seen.size() < request.limit()
                    ? Optional.empty()
                    : Optional.of(seen.get(seen.size() - 1).value());
        }
    }

    /** Forgets a subject. */
    void forget(OrganizationId organization, SubjectId subject) {
        of(organization).remove(subject);
    }

    private NavigableMap<SubjectId, SubjectPlaces> of(OrganizationId organization) {
        return kept.computeIfAbsent(organization, any -> new TreeMap<>());
    }
}
