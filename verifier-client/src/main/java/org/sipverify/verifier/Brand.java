package org.sipverify.verifier;

import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.formats.text.PlainText;
import org.sipverify.verifier.text.WebUrl;

/**
 * Who a caller proved to be.
 *
 * @param name what to show, at most 256 characters without control characters; may be empty
 * @param logo the http or https URL of a picture; may be empty
 */
public record Brand(String name, String logo) {
    private static final Logger LOG = LogManager.getLogger(Brand.class);
    private static final int MAX_NAME = 256;
    private static final int MAX_LOGO = 2048;

    /** Rejects text that does not fit on a header line. */
    public Brand {
        if (!isName(name) || !isLogo(logo)) {
            throw new IllegalArgumentException("not a brand");
        }
    }

    /**
     * A brand from a verifier's or an operator's text: the name is shortened; text with control characters, and a logo
     * that is not an http(s) URL, count as absent. Empty when nothing is left.
     */
    public static Optional<Brand> of(String name, String logo) {
        var shown = PlainText.cut(name, MAX_NAME);
        if (!isName(shown)) {
            LOG.warn("Ignored a brand name with control characters");
        }
        if (!isLogo(logo)) {
            LOG.warn("Ignored a brand logo that is not an http(s) URL");
        }
        var brand = new Brand(isName(shown) ? shown : "", isLogo(logo) ? logo : "");
        return Optional.of(brand).filter(b -> !b.name.isEmpty() || !b.logo.isEmpty());
    }

    private static boolean isName(String text) {
        return PlainText.is(text) && text.codePointCount(0, text.length()) <= MAX_NAME;
    }

    private static boolean isLogo(String text) {
        return text.isEmpty() || (WebUrl.is(text) && text.length() <= MAX_LOGO);
    }
}
