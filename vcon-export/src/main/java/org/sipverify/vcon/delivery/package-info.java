/** Delivers stored vCons to HTTP endpoints: at least once each, whatever an endpoint or this server suffers. */
@NullMarked
package org.sipverify.vcon.delivery;

import org.jspecify.annotations.NullMarked;
