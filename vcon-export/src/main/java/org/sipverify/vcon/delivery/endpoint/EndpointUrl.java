package org.sipverify.vcon.delivery.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sipverify.formats.config.ConfigSection;

/**
 * Where an endpoint is called.
 *
 * @param root as configured
 * @param lists of a conserver
 */
record EndpointUrl(URI root, List<String> lists) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern LIST = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    static EndpointUrl from(ConfigSection endpoint, Profile profile) {
        var root = root(endpoint);
        if (profile != Profile.CONSERVER) {
            return new EndpointUrl(root, List.of());
        }
        if (root.getRawQuery() != null) {
            throw endpoint.mistake("url", "must be the root of the conserver's API, without a query");
        }
        return new EndpointUrl(root, lists(endpoint));
    }

    private static URI root(ConfigSection endpoint) {
        URI url;
        try {
            url = URI.create(endpoint.text("url"));
        } catch (IllegalArgumentException e) {
            throw endpoint.mistake("url", "is not a valid URL");
        }
        boolean plain = "http".equals(url.getScheme());
        if (url.getHost() == null || (!plain && !"https".equals(url.getScheme()))) {
            throw endpoint.mistake("url", "must be https://host[:port][/path]");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw endpoint.mistake("url", "must have neither a user nor a fragment");
        }
        boolean loopback =
                LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
        if (plain && !loopback && !endpoint.flag("allow-plain-http")) {
            throw endpoint.mistake(
                    "url",
                    "over http:// anyone on the path can read the vCons and the token; use https://"
                            + " or set allow-plain-http = true");
        }
        return url;
    }

    private static List<String> lists(ConfigSection endpoint) {
        var lists = endpoint.texts("ingress-lists");
        if (endpoint.flag("external-ingress") && lists.size() != 1) {
            throw endpoint.mistake("ingress-lists", "must name exactly one list for external-ingress");
        }
        if (lists.isEmpty()) {
            throw endpoint.mistake(
                    "ingress-lists",
                    "must name at least one list: without one the conserver forgets a vCon after an hour");
        }
        if (!lists.stream().allMatch(list -> LIST.matcher(list).matches())) {
            throw endpoint.mistake("ingress-lists", "may hold letters, digits and . _ : - only");
        }
        return lists;
    }

    /** Where vCons are sent. Lists are repeated parameters: a comma would make one list of two names. */
    URI target(boolean external) {
        if (lists.isEmpty()) {
            return root;
        }
        var parameter = external ? "ingress_list=" : "ingress_lists=";
        var query =
                String.join("&", lists.stream().map(list -> parameter + list).toList());
        return URI.create(base() + (external ? "/vcon/external-ingress?" : "/vcon?") + query);
    }

    /** Where to ask how much waits in each list. */
    List<URI> queues() {
        return lists.stream()
                .map(list -> URI.create(base() + "/stats/queue?list_name=" + list))
                .toList();
    }

    private String base() {
        return root.toString().replaceAll("/+$", "");
    }
}
