/**
 * HOCON as operators write it: sections whose settings are read with their ranges, and errors that name their place.
 */
@NullMarked
package org.sipverify.formats.config;

import org.jspecify.annotations.NullMarked;
