/** The HTTP server: connections, the checks of each request, and its way to a route. */
@NullMarked
package org.sipverify.http.server;

import org.jspecify.annotations.NullMarked;
