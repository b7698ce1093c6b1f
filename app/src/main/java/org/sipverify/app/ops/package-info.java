/** What operators watch and steer: metrics, log output, signals. */
@NullMarked
package org.sipverify.app.ops;

import org.jspecify.annotations.NullMarked;
