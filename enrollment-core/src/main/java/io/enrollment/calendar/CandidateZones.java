package io.enrollment.calendar;

import io.enrollment.internal.Require;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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

    /** One that knows no place: whoever's zone is not known may be anywhere, from the first zone to see a day to the last. */
    public static CandidateZones anywhere() {
        return new CandidateZones(Map.of(), List.of(ZoneOffset.ofHours(14), ZoneOffset.ofHours(-12)));
    }

    /**
     * The zones in which one recipient may be: the recipient's own when it is known, else those of the region, of the country,
     * or of an unknown place.
     *
     * @param country the recipient's ISO 3166-1 alpha-2 code, in any case
     * @param region the recipient's region, with or without the country before it ({@code FL}, {@code US-FL})
     * @param own the recipient's own zone
     */
    public List<ZoneId> ofRecipient(Optional<String> country, Optional<String> region, Optional<ZoneId> own) {
        return own.map(List::of)
                .orElseGet(() -> country.map(CandidateZones::code)
                        .map(land -> of(land, region.map(name -> withoutCountry(land, name))))
                        .orElse(unknown));
    }

    boolean knows(String country, Optional<String> region) {
        return places.containsKey(place(country, region));
    }

    /** The zones of the region, else of the country, else those of an unknown place. */
    List<ZoneId> of(String country, Optional<String> region) {
        List<ZoneId> ofCountry = places.getOrDefault(country, unknown);
        return places.getOrDefault(place(country, region), ofCountry);
    }

    static String withoutCountry(String country, String region) {
        String code = code(region);
        return code.startsWith(country + "-") ? code.substring(country.length() + 1) : code;
    }

    static String code(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    static String place(String country, Optional<String> region) {
        return region.map(name -> country + "-" + name).orElse(country);
    }
}
