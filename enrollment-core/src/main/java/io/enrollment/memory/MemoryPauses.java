package io.enrollment.memory;

import io.enrollment.spi.PauseStore;
import io.enrollment.spi.WidePause;
import io.enrollment.subject.OrganizationId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pauses of whole plans and of channels, in memory. */
final class MemoryPauses implements PauseStore {

    private final Map<WidePause.Key, WidePause> pauses = new LinkedHashMap<>();

    @Override
    public synchronized List<WidePause> of(Collection<OrganizationId> organizations) {
        return pauses.values().stream()
                .filter(pause -> organizations.contains(pause.key().organization()))
                .toList();
    }

    @Override
    public synchronized List<WidePause> unfinished(int limit) {
        return pauses.values().stream()
                .filter(pause -> pause.phase() != WidePause.Phase.PAUSED)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean replace(Optional<WidePause> before, Optional<WidePause> after) {
        WidePause.Key key = before.or(() -> after).orElseThrow().key();
        Optional<WidePause> stored = Optional.ofNullable(pauses.get(key));
        boolean same = stored.map(WidePause::phase).equals(before.map(WidePause::phase))
                && stored.map(WidePause::since).equals(before.map(WidePause::since));
        if (same) {
            after.ifPresentOrElse(next -> pauses.put(key, next), () -> pauses.remove(key));
        }
        return same;
    }
}
