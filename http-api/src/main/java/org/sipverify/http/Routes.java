package org.sipverify.http;

import java.util.List;

/** What one part of the server is asked over HTTP. */
@FunctionalInterface
public interface Routes {
    /** Its routes; no two parts have one of the same method and path. */
    List<Route> routes();
}
