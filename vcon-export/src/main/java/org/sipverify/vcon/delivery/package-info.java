/** Brings stored vCons to HTTP endpoints: at least once each, however often an endpoint or this server goes down. */
@NullMarked
package org.sipverify.vcon.delivery;

import org.jspecify.annotations.NullMarked;
