/** Probes of other servers, as they are asked for over HTTP: who may ask how often, and what is answered. */
@NullMarked
package org.sipverify.app.sips;

import org.jspecify.annotations.NullMarked;
