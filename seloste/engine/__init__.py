"""The engine under the register: settings, launcher, connections, logs.

Every package but ``terms`` and ``notice`` may import it; it imports ``terms`` alone.

Public names: ``home.Home``, ``launcher.ensure_running``, ``launcher.stop``, ``launcher.status``,
``launcher.Server``, ``conformity.server_conformity``, ``connect.connect``, ``log.configure``,
``errors.SelosteError``.
"""
