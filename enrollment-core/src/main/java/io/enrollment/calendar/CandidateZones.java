package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The zones in which a recipient may be, when only a country or a region is known.
 *
 * @param places zones by country ({@code US}) or by country and region ({@code US-FL})
 * @param unknown the zones of a recipient of whom not even the country is known; at least one
 */
public record CandidateZones(Map<String, List<ZoneId>> places, List<ZoneId> unknown) {

    /**
     * Copies the zones.
     *
     * @throws IllegalArgumentException if a place has no zone
     */
    public CandidateZones {
        Require.notEmpty("unknown", unknown);
        places.forEach((place, zones) -> Require.notEmpty("zones of " + place, zones));
        places = places.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
        unknown = List.copyOf(unknown);
    }

    boolean knows(String country, Optional<String> region) {
        return places.containsKey(place(country, region));
    }

    /** The zones of the region, else of the country, else those of an unknown place. */
    List<ZoneId> of(String country, Optional<String> region) {
        List<ZoneId> ofCountry = places.getOrDefault(country, unknown);
        return places.getOrDefault(place(country, region), ofCountry);
    }

    static String place(String country, Optional<String> region) {
        return region.map(name -> country + "-" + name).orElse(country);
    }
}
