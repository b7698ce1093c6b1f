/** The running server: {@link org.sipverify.app.server.Server} is its list of parts; adapters join the modules. */
@NullMarked
package org.sipverify.app.server;

import org.jspecify.annotations.NullMarked;
