package io.privyseal.organization;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an organization is; completes the subject of certificates whose request leaves these fields out.
 *
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record Address(
        String address1,
        @Nullable String address2,
        @Nullable String address3,
        @Nullable String city,
        @Nullable String stateOrProvince,
        @Nullable String postalCode,
        String country) {
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final int LONGEST_LINE = 128;
    private static final int LONGEST_PLACE = 32;
    private static final int LONGEST_POSTAL_CODE = 10;

    /** Throws a refusal that names the field at fault; blank optional fields become null. */
    public Address {
        address1 = Text.requireClean("address1", address1, LONGEST_LINE);
        address2 = Text.optionalClean("address2", address2, LONGEST_LINE);
        address3 = Text.optionalClean("address3", address3, LONGEST_LINE);
        city = Text.optionalClean("city", city, LONGEST_PLACE);
        stateOrProvince = Text.optionalClean("stateProvince", stateOrProvince, LONGEST_PLACE);
        postalCode = Text.optionalClean("postalCode", postalCode, LONGEST_POSTAL_CODE);
        country = requireCountry(country);
        if (city == null && stateOrProvince == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Either 'city' or 'stateProvince' must not be blank.");
        }
    }

    private static String requireCountry(String country) {
        String clean = Text.requireClean("country", country, 2).toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(clean)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'country' must be a two-letter code of ISO 3166-1.");
        }
        return clean;
    }
}
